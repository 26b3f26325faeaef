using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class ReentrancyTests(ClusterFixture fixture)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_plain_grain_begins_a_call_only_when_the_one_before_is_finished()
    {
        var grain = fixture.Grains.GetGrain<IPlainGateGrain>(_id);
        var first = grain.Pass($"{_id}1");
        await Barriers.WaitAsync($"{_id}1:begun");
        var second = grain.Pass($"{_id}2");
        var probe = grain.PassAlways($"{_id}p");
        await Barriers.WaitAsync($"{_id}p:begun");
        Assert.False(Barriers.IsOpen($"{_id}2:begun"));
        Barriers.Open($"{_id}p:go");
        Barriers.Open($"{_id}1:go");
        await first;
        Barriers.Open($"{_id}2:go");
        await Task.WhenAll(second, probe);
    }

    [Fact]
    public async Task Calls_of_a_reentrant_grain_interleave()
    {
        var grain = fixture.Grains.GetGrain<IReentrantGateGrain>(_id);
        await TwoAtATime(grain.Pass, grain.Pass);
    }

    [Fact]
    public async Task An_always_interleaving_method_begins_while_another_call_waits()
    {
        var grain = fixture.Grains.GetGrain<IPlainGateGrain>(_id);
        await TwoAtATime(grain.Pass, grain.PassAlways);
    }

    [Fact]
    public async Task Read_only_calls_interleave_with_each_other()
    {
        var grain = fixture.Grains.GetGrain<IPlainGateGrain>(_id);
        await TwoAtATime(grain.Read, grain.Read);
    }

    [Fact]
    public async Task A_read_only_call_waits_for_a_call_that_may_write()
    {
        var grain = fixture.Grains.GetGrain<IPlainGateGrain>(_id);
        var writer = grain.Pass($"{_id}w");
        await Barriers.WaitAsync($"{_id}w:begun");
        var reader = grain.Read($"{_id}r");
        var probe = grain.PassAlways($"{_id}p");
        await Barriers.WaitAsync($"{_id}p:begun");
        Assert.False(Barriers.IsOpen($"{_id}r:begun"));
        Barriers.Open($"{_id}w:go");
        Barriers.Open($"{_id}p:go");
        Barriers.Open($"{_id}r:go");
        await Task.WhenAll(writer, reader, probe);
    }

    [Fact]
    public async Task The_predicate_of_may_interleave_decides()
    {
        var grain = fixture.Grains.GetGrain<IPlainGateGrain>(_id);
        await TwoAtATime(grain.Pass, grain.MayPass);
    }

    [Fact]
    public async Task A_chain_of_calls_may_come_back_where_it_is_allowed()
    {
        var grain = fixture.Grains.GetGrain<IRingGrain>(_id);
        Assert.Equal(42, await grain.Around([$"{_id}b", $"{_id}c", _id], allow: true));
    }

    [Fact]
    public async Task A_chain_of_calls_that_comes_back_without_leave_times_out()
    {
        var grain = fixture.Grains.GetGrain<IRingGrain>(_id);
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Around([$"{_id}b", _id], allow: false));
    }

    private async Task TwoAtATime(Func<string, Task> first, Func<string, Task> second)
    {
        var a = first($"{_id}1");
        await Barriers.WaitAsync($"{_id}1:begun");
        var b = second($"{_id}2");
        await Barriers.WaitAsync($"{_id}2:begun");
        Barriers.Open($"{_id}1:go");
        Barriers.Open($"{_id}2:go");
        await Task.WhenAll(a, b);
    }
}
