using Orleans;

namespace Supertrack.Engine.Tests;

/// <summary>One engine for all tests that need no configuration of their own; each uses keys of its own.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private ITestCluster? _cluster;

    public ITestCluster Cluster => _cluster!;
    public IGrainFactory Grains => Cluster.Grains;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync();

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class SharedCluster : ICollectionFixture<ClusterFixture>
{
    public const string Name = "shared cluster";
}
