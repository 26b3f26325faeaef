using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

/// <summary>A cluster of its own, which collects quickly.</summary>
public sealed class IdleTests
{
    [Fact]
    public async Task An_idle_grain_is_collected_unless_it_asked_to_stay()
    {
        await using var cluster = await TestCluster.StartAsync(silo => silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromSeconds(1);
            options.CollectionAge = TimeSpan.FromSeconds(2);
        }));
        var id = Guid.NewGuid().ToString("N");
        var idle = cluster.Grains.GetGrain<ILifeGrain>(id);
        var staying = cluster.Grains.GetGrain<ILifeGrain>($"{id}s");
        await staying.Stay(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await idle.Activation());
        await Barriers.WaitAsync($"{id}:deactivated1");
        Assert.Equal(DeactivationReasonCode.ActivationIdle, LifeGrain.Reasons[id]);
        Assert.Equal(2, await idle.Activation());
        Assert.Equal(1, await staying.Activation());
    }
}
