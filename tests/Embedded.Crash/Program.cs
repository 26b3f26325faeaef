using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using Orleans.Storage.Sqlite;
using Supertrack.Embedded.Crash;

// write DIR RUN: writes from many grains until it is killed, one line on standard output for each acknowledgement.
// check DIR: prints what is there, again and again, until it is killed.
if (args is not ([("write"), _, _] or ["check", _]))
{
    await Console.Error.WriteLineAsync("write DIR RUN or check DIR");
    return 2;
}

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
builder.UseOrleans(silo => silo
    .UseSqliteStore(store => store.File = Path.Combine(args[1], "engine.db"))
    .AddSqliteGrainStorageAsDefault()
    .UseSqliteReminderService()
    .AddSqliteStreams(Names.Streams));
using var host = builder.Build();
try
{
    await host.StartAsync();
}
catch (DurableStoreException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 3;
}

var client = host.Services.GetRequiredService<IClusterClient>();
_ = args[0] == "write" ? Writing.RunAsync(client, int.Parse(args[2])) : Checking.RunAsync(client);
await host.WaitForShutdownAsync();
return 0;
