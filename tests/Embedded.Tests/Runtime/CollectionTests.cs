using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Supertrack.Embedded.Tests.Runtime;

public sealed class CollectionTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Idle_grains_go_after_their_class_age_limit_and_their_memory_comes_back()
    {
        await using var silo = await TestSilo.StartAsync(_time);
        for (var key = 0; key < 1_000; key++)
        {
            await silo.Grains.GetGrain<IAgingGrain>(key).Ping();
            await silo.Grains.GetGrain<ILastingGrain>(key).Ping();
        }

        _time.Advance(TimeSpan.FromMinutes(10));
        await silo.Grains.GetGrain<IAgingGrain>(7).Ping();
        _time.Advance(TimeSpan.FromMinutes(6));
        await TestSilo.UntilAsync(() => silo.CountOf<AgingGrain>() == 1, "all but the one in use were collected");
        Assert.Equal(1_000, silo.CountOf<LastingGrain>());
        _time.Advance(TimeSpan.FromHours(2));
        await TestSilo.UntilAsync(() => silo.CountOf<AgingGrain>() + silo.CountOf<LastingGrain>() == 0, "the others were collected too");
        Assert.Equal(1, await silo.Grains.GetGrain<ILastingGrain>(7).Ping());
    }

    [Fact]
    public async Task More_calls_than_may_wait_are_refused()
    {
        await using var silo = await TestSilo.StartAsync(
            configure: s => s.Configure<SiloMessagingOptions>(o => o.MaxEnqueuedRequestsHardLimit = 3));
        var grain = silo.Grains.GetGrain<IHolderGrain>("full");
        var held = grain.Hold();
        var waiting = Enumerable.Range(0, 3).Select(_ => grain.Ping()).ToList();
        await Assert.ThrowsAsync<Orleans.Runtime.LimitExceededException>(grain.Ping);
        await grain.Release();
        await Task.WhenAll([held, .. waiting]);
    }

    [Fact]
    public async Task Settings_that_cannot_work_keep_the_silo_from_starting()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSilo.StartAsync(
            configure: s => s.Configure<GrainCollectionOptions>(o => o.CollectionAge = TimeSpan.FromSeconds(1))));
        Assert.Contains("GrainCollectionOptions.CollectionAge", error.Message, StringComparison.Ordinal);
    }
}
