using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class CancellationTests(ClusterFixture fixture)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_cancelled_token_reaches_the_running_method()
    {
        var grain = fixture.Grains.GetGrain<IWaitingGrain>(_id);
        using var source = new CancellationTokenSource();
        var call = grain.WaitForCancellation(_id, source.Token);
        await Barriers.WaitAsync($"{_id}:begun");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Barriers.WaitAsync($"{_id}:ended");
        Assert.Equal(1, await grain.Ping());
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_keeps_the_call_from_beginning()
    {
        var grain = fixture.Grains.GetGrain<IWaitingGrain>(_id);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await grain.WaitForCancellation(_id, new CancellationToken(true)));
        Assert.Equal(1, await grain.Ping());
        Assert.False(Barriers.IsOpen($"{_id}:begun"));
    }

    [Fact]
    public async Task A_call_that_takes_too_long_times_out_and_the_grain_goes_on()
    {
        var grain = fixture.Grains.GetGrain<IWaitingGrain>(_id);
        await Assert.ThrowsAsync<TimeoutException>(() => grain.WaitForever(_id));
        Barriers.Open(_id);
        Assert.Equal(1, await grain.Ping());
    }

    [Fact]
    public async Task A_one_way_call_returns_before_the_method_ends()
    {
        var grain = fixture.Grains.GetGrain<IWaitingGrain>(_id);
        await grain.Shout(_id);
        Assert.False(Barriers.IsOpen($"{_id}:heard"));
        Barriers.Open($"{_id}:go");
        await Barriers.WaitAsync($"{_id}:heard");
    }

    [Fact]
    public async Task The_failure_of_a_one_way_call_stays_in_the_grain()
    {
        var grain = fixture.Grains.GetGrain<IWaitingGrain>(_id);
        await grain.ShoutAndFail(_id);
        await Barriers.WaitAsync($"{_id}:heard");
        Assert.Equal(1, await grain.Ping());
    }
}
