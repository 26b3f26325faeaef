using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace Supertrack.Benchmarks.Durable;

/// <summary>A silo of the embedded engine with everything durable in one folder.</summary>
internal static class DurableHost
{
    public const string Streams = "streams";

    public static async Task<IHost> StartAsync(string folder)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo
            .UseSqliteStore(store => store.File = Path.Combine(folder, "engine.db"))
            .AddSqliteGrainStorageAsDefault()
            .AddSqliteStreams(Streams));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
