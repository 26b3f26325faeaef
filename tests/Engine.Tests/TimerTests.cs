using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class TimerTests(ClusterFixture fixture)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    private ITimerGrain Grain => fixture.Grains.GetGrain<ITimerGrain>(_id);

    [Fact]
    public async Task A_timer_ticks_in_turns_of_its_grain()
    {
        await Grain.Start(_id, 5);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Grain.Ticks()));
        await Barriers.WaitAsync($"{_id}:ticked");
        Assert.False(Barriers.IsOpen($"{_id}:overlap"));
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more()
    {
        await Grain.Start(_id, 1);
        await Barriers.WaitAsync($"{_id}:ticked");
        await Grain.Stop();
        var ticks = await Grain.Ticks();
        Assert.Equal(ticks, await Grain.Ticks());
        Assert.Equal(ticks, await Grain.Ticks());
    }

    [Fact]
    public async Task A_timer_goes_on_after_a_tick_that_failed()
    {
        await Grain.StartFailing(_id);
        await Barriers.WaitAsync($"{_id}:ticked");
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        await Grain.Start(_id, 1);
        await Barriers.WaitAsync($"{_id}:ticked");
        await Grain.Leave();
        Assert.Equal(0, await Grain.Ticks());
        Assert.Equal(0, await Grain.Ticks());
    }
}
