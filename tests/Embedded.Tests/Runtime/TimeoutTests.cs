using Microsoft.Extensions.Time.Testing;

namespace Supertrack.Embedded.Tests.Runtime;

public sealed class TimeoutTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_time_out_names_the_grain_the_method_and_the_call_that_the_grain_waits_for()
    {
        await using var silo = await TestSilo.StartAsync(_time);
        var call = silo.Grains.GetGrain<IHolderGrain>("outer").HoldOther("inner");
        _time.Advance(TimeSpan.FromSeconds(31));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.StartsWith("Grain holder/outer did not answer IHolderGrain.HoldOther within 00:00:30: the method has begun and waits for", error.Message, StringComparison.Ordinal);
        Assert.Contains("grain holder/inner to answer IHolderGrain.Hold", error.Message, StringComparison.Ordinal);
        await silo.Grains.GetGrain<IHolderGrain>("inner").Release();
    }

    [Fact]
    public async Task A_time_out_in_line_names_the_call_ahead()
    {
        await using var silo = await TestSilo.StartAsync(_time);
        var grain = silo.Grains.GetGrain<IHolderGrain>("one");
        var ahead = grain.Hold();
        _time.Advance(TimeSpan.FromSeconds(10));
        var behind = grain.Ping();
        _time.Advance(TimeSpan.FromSeconds(25));
        await Assert.ThrowsAsync<TimeoutException>(() => ahead);
        Assert.False(behind.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => behind);
        Assert.Contains("in line behind IHolderGrain.Hold", error.Message, StringComparison.Ordinal);
        await grain.Release();
        Assert.Equal(1, await grain.Ping());
    }

    [Fact]
    public async Task A_time_out_says_when_a_turn_holds_its_thread()
    {
        await using var silo = await TestSilo.StartAsync(_time);
        using var gate = new ManualResetEventSlim();
        var grain = silo.Grains.GetGrain<IHolderGrain>("blocked");
        await grain.Ping();
        var blocking = Task.Run(() => grain.Block(gate));
        var activation = silo.Silo.Classes.Single(c => c.Class == typeof(HolderGrain)).Activations.Single();
        await TestSilo.UntilAsync(() => activation.IsBrieflyOwned, "the turn has begun");
        var behind = grain.Ping();
        _time.Advance(TimeSpan.FromSeconds(31));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => behind);
        Assert.Contains("has not returned its thread", error.Message, StringComparison.Ordinal);
        gate.Set();
        await blocking;
    }

    [Fact]
    public async Task A_call_that_is_cancelled_in_line_returns_at_once_and_never_begins()
    {
        await using var silo = await TestSilo.StartAsync(_time);
        var grain = silo.Grains.GetGrain<IHolderGrain>("line");
        var ahead = grain.Hold();
        using var source = new CancellationTokenSource();
        var behind = grain.Hold(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => behind);
        await grain.Release();
        await ahead;
        Assert.Equal(1, await grain.Ping());
    }
}
