using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace Supertrack.Engine.Tests;

/// <summary>One silo of the embedded engine.</summary>
public sealed class TestCluster : ITestCluster
{
    private readonly IHost _host;

    private TestCluster(IHost host) => _host = host;

    public IGrainFactory Grains => Client;
    public IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();
    public IReadOnlyList<IServiceProvider> Silos => [_host.Services];

    public static async Task<ITestCluster> StartAsync(Action<ISiloBuilder>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            ClusterSettings.Apply(silo);
            configure?.Invoke(silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new TestCluster(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
