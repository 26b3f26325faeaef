using Supertrack.Core.Healing.Incidents;
using Supertrack.Core.Healing.Rollout;

namespace Supertrack.Core.Tests.Healing.Incidents;

public sealed class RepairTurnsTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IncidentPolicy Policy = new();

    private RepairTurns _turns = new();
    private DateTimeOffset _now = Start;

    [Fact]
    public void One_connector_tries_and_the_others_wait_until_its_repair_has_ended()
    {
        Assert.True(Take("a"));
        Assert.True(Take("a"));
        Assert.False(Take("b"));
        Assert.False(Take("c"));
        Follow("a", RepairStage.Canary);
        Assert.False(Take("b"));
        Follow("a", RepairStage.Promoted);
        Assert.Equal(["b", "c"], _turns.Waiting.Select(one => one.Connector));
        Assert.True(Take("b"));
        Assert.False(Take("c"));
    }

    [Fact]
    public void Once_a_repair_was_proved_the_turn_is_given_back_with_the_search()
    {
        Take("a");
        Take("b");
        Take("c");
        Follow("a", RepairStage.Promoted);
        Take("b");
        Follow("b", RepairStage.Canary);
        Assert.Null(_turns.Holder);
        Assert.True(Take("c"));
    }

    [Fact]
    public void Nobody_waits_for_ever()
    {
        Take("a");
        Take("b");
        _now += Policy.LongestWait - TimeSpan.FromSeconds(1);
        Assert.False(Take("b"));
        _now += TimeSpan.FromSeconds(1);
        Assert.True(Take("b"));
        Assert.Equal("a", _turns.Holder!.Connector);
        _now += Policy.TurnLease;
        Assert.True(Take("c"));
    }

    [Fact]
    public void Who_needs_no_repair_any_more_neither_holds_nor_waits()
    {
        Take("a");
        Take("b");
        Follow("b", RepairStage.Superseded);
        Assert.Empty(_turns.Waiting);
        _turns = _turns.Follow("a", null);
        Assert.Null(_turns.Holder);
        Assert.False(_turns.Proved);
    }

    private bool Take(string connector)
    {
        (_turns, var granted) = _turns.Take(connector, 1, Policy, _now);
        return granted;
    }

    private void Follow(string connector, RepairStage stage) => _turns = _turns.Follow(
        connector, new RepairGlimpse { Number = 1, Stage = stage, StartedAt = Start, FinishedAt = stage >= RepairStage.Promoted ? _now : null });
}
