using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class TurnTests(ClusterFixture fixture)
{
    [Fact]
    public async Task Calls_of_one_grain_run_one_after_the_other_also_while_they_await()
    {
        var grain = fixture.Grains.GetGrain<ICounterGrain>(Guid.NewGuid().ToString());
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => grain.AddSlowly(1))));
        Assert.Equal(50, await grain.Get());
    }

    [Fact]
    public async Task Concurrent_callers_lose_no_update()
    {
        var grain = fixture.Grains.GetGrain<ICounterGrain>(Guid.NewGuid().ToString());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                await grain.Add(1);
            }
        })));
        Assert.Equal(16_000, await grain.Get());
    }

    [Fact]
    public async Task An_exception_reaches_the_caller_with_its_type()
    {
        var grain = fixture.Grains.GetGrain<ICounterGrain>(Guid.NewGuid().ToString());
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => grain.Fail("broken"));
        Assert.Equal("broken", error.Message);
        Assert.Equal(1, await grain.Add(1));
    }
}
