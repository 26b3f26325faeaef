using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Supertrack.Engine.Tests;

/// <summary>Two silos of Microsoft Orleans and a client, in this process.</summary>
public sealed class TestCluster : ITestCluster
{
    private const short SiloCount = 2;
    private readonly InProcessTestCluster _cluster;

    private TestCluster(InProcessTestCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => _cluster.Client;
    public IClusterClient Client => _cluster.Client;
    public IReadOnlyList<IServiceProvider> Silos => [.. _cluster.Silos.Select(s => s.ServiceProvider)];

    public static async Task<ITestCluster> StartAsync(Action<ISiloBuilder>? configure = null)
    {
        var builder = new InProcessTestClusterBuilder(SiloCount);
        builder.ConfigureHost(host => host.Logging.ClearProviders());
        builder.ConfigureSilo((_, silo) =>
        {
            ClusterSettings.Apply(silo);
            configure?.Invoke(silo);
        });
        builder.ConfigureClient(client => client
            .AddActivityPropagation()
            .Configure<Orleans.Configuration.ClientMessagingOptions>(options => options.ResponseTimeout = ClusterSettings.ResponseTimeout));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestCluster(cluster);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
