using Orleans;
using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class ActivationTests(ClusterFixture fixture)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_grain_is_activated_before_its_first_call_and_only_once()
    {
        var grain = fixture.Grains.GetGrain<ILifeGrain>(_id);
        var numbers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(grain.Activation)));
        Assert.All(numbers, number => Assert.Equal(1, number));
    }

    [Fact]
    public async Task A_grain_that_leaves_is_told_why_and_the_next_call_finds_a_new_one()
    {
        var grain = fixture.Grains.GetGrain<ILifeGrain>(_id);
        await grain.LeaveWhenIdle();
        await Barriers.WaitAsync($"{_id}:deactivated1");
        Assert.Equal(DeactivationReasonCode.ApplicationRequested, LifeGrain.Reasons[_id]);
        Assert.Equal(2, await grain.Activation());
    }

    [Fact]
    public async Task A_grain_that_leaves_finishes_the_call_it_has_begun_and_later_calls_reach_its_successor()
    {
        var grain = fixture.Grains.GetGrain<ILifeGrain>(_id);
        var leaving = grain.LeaveAndWait(_id);
        await Barriers.WaitAsync($"{_id}:begun");
        var later = grain.Activation();
        Assert.False(Barriers.IsOpen($"{_id}:deactivated1"));
        Barriers.Open($"{_id}:go");
        await leaving;
        Assert.Equal(2, await later);
        Assert.True(Barriers.IsOpen($"{_id}:ended"));
    }

    [Fact]
    public async Task A_failed_activation_fails_the_call_and_the_next_call_tries_again()
    {
        var grain = fixture.Grains.GetGrain<IFragileGrain>(_id);
        var error = await Assert.ThrowsAsync<InvalidDataException>(grain.Ping);
        Assert.Equal("not yet", error.Message);
        Assert.Equal(2, await grain.Ping());
    }

    [Fact]
    public async Task A_class_needs_no_base_class()
    {
        Assert.Equal(_id, await fixture.Grains.GetGrain<IBareGrain>(_id).Key());
    }
}
