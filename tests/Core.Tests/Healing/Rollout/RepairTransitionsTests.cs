using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Healing;
using Supertrack.Core.Healing.Rollout;

namespace Supertrack.Core.Tests.Healing.Rollout;

public sealed class RepairTransitionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RepairPolicy Policy = new() { CleanRuns = 2, Attempts = 3 };

    [Fact]
    public void A_found_candidate_is_promoted_after_the_stated_number_of_clean_runs()
    {
        var state = Canary();
        state = Run(state, 101, succeeded: true);
        Assert.Equal(RepairStage.Canary, state.Stage);
        state = Run(state, 102, succeeded: true);
        Assert.Equal((RepairStage.Promoted, 2), (state.Stage, state.CleanRuns));
        Assert.Equal(["noticed", "searching", "found", "canary", "clean-run", "canary", "promoted"], state.Timeline.Select(one => one.What));
    }

    [Fact]
    public void A_canary_that_fails_is_taken_back_and_another_search_begins_with_no_candidate()
    {
        var state = Run(Canary(), 101, succeeded: false);
        Assert.Equal((RepairStage.RollingBack, false), (state.Stage, state.IsOver));
        Assert.Equal(RepairAsk.Undo, RepairTransitions.Next(state, runUnderWay: true, Policy, Now).Ask);
        state = RepairTransitions.Restored(state, "3 rows", Now);
        Assert.Equal((RepairStage.Searching, (int?)null, 0), (state.Stage, state.Candidate, state.CleanRuns));
        var step = RepairTransitions.Next(state, runUnderWay: false, Policy, Now);
        Assert.Equal((RepairAsk.Search, 2), (step.Ask, step.State.Attempt));
    }

    [Fact]
    public void A_promoted_version_that_proves_wrong_while_on_probation_is_taken_back_with_its_rows_and_another_search_begins()
    {
        var state = Promoted();
        Assert.Equal((true, Policy.ProbationRuns), (state.OnProbation, state.Probation));
        state = RepairTransitions.Watched(state, new EndedRun(200, false, "", ["tickets: title is missing"], 0), Policy, Now);
        Assert.Equal((RepairStage.RollingBack, (RepairStage?)RepairStage.Searching), (state.Stage, state.After));
        Assert.Equal(RepairAsk.Undo, RepairTransitions.Next(state, false, Policy, Now).Ask);
        Assert.Equal(RepairAsk.Search, RepairTransitions.Next(RepairTransitions.Restored(state, "", Now), false, Policy, Now).Ask);
    }

    [Fact]
    public void After_its_clean_runs_or_its_time_what_a_promoted_version_stored_stays()
    {
        var clean = new EndedRun(200, true, "", [], 0);
        var state = Promoted();
        for (var run = 1; run < Policy.ProbationRuns; run++)
            state = RepairTransitions.Watched(state, clean, Policy, Now);
        Assert.True(state.OnProbation);
        state = RepairTransitions.Watched(state, clean, Policy, Now);
        Assert.Equal((RepairStage.Promoted, false, "kept"), (state.Stage, state.OnProbation, state.Timeline[^1].What));
        Assert.Same(state, RepairTransitions.Watched(state, clean with { Doubts = ["late"] }, Policy, Now));
        Assert.Equal(RepairStage.RolledBack, RepairTransitions.RollBack(state, "ada", "wrong", Now).Stage);
        Assert.False(RepairTransitions.Watched(Promoted(), clean, Policy, Now + Policy.Probation).OnProbation);
    }

    [Fact]
    public void A_person_who_rolls_back_rejects_or_takes_over_a_candidate_on_trial_gets_the_rows_back_first()
    {
        foreach (var (state, after) in new[]
        {
            (RepairTransitions.RollBack(Promoted(), "ada", "wrong", Now), RepairStage.RolledBack),
            (RepairTransitions.Reject(Canary(), "ada", "wrong", Now), RepairStage.Rejected),
            (RepairTransitions.TakeOver(Canary(), "ada", Now), RepairStage.TakenOver),
        })
        {
            Assert.Equal(RepairStage.RollingBack, state.Stage);
            Assert.Equal(after, RepairTransitions.Restored(state, "3 rows", Now).Stage);
        }
        var rolledBack = RepairTransitions.Restored(RepairTransitions.RollBack(Promoted(), "ada", "wrong", Now), "", Now);
        Assert.False(RepairTransitions.MayBegin(rolledBack, ["tickets"], 1, Policy, Now.AddHours(1)));
    }

    [Fact]
    public void Searches_that_take_all_the_time_of_a_repair_end_in_an_escalation()
    {
        var asked = RepairTransitions.Next(Begin(), false, Policy, Now).State;
        var retrying = RepairTransitions.Report(asked, 1, Finding(HealingOutcome.Unchanged), null, Policy, Now + Policy.Time);
        var again = RepairTransitions.RunEnded(RepairTransitions.RunStarted(retrying, 101, Now), new EndedRun(101, false, "410", [], 0), Policy, Now);
        Assert.Equal(RepairStage.Escalated, RepairTransitions.Next(again, false, Policy, Now).State.Stage);
    }

    [Fact]
    public void The_seconds_count_from_the_request_that_failed_first()
    {
        var state = Run(Run(Canary() with { FailedAt = Now.AddSeconds(-2) }, 101, true), 102, true);
        Assert.Equal(2, state.Seconds);
    }

    [Fact]
    public void Searches_that_bring_nothing_that_holds_end_in_an_escalation()
    {
        var state = Begin();
        for (var attempt = 1; attempt <= Policy.Attempts; attempt++)
        {
            state = RepairTransitions.Next(state, false, Policy, Now).State;
            state = RepairTransitions.Report(state, attempt, Finding(HealingOutcome.Unchanged), null, Policy, Now);
            state = Run(state, 100 + attempt, succeeded: false);
        }
        var step = RepairTransitions.Next(state, false, Policy, Now);
        Assert.Equal((RepairStage.Escalated, RepairAsk.Nothing), (step.State.Stage, step.Ask));
    }

    [Fact]
    public void A_report_that_nobody_waits_for_changes_nothing()
    {
        var asked = RepairTransitions.Next(Begin(), false, Policy, Now).State;
        Assert.Same(asked, RepairTransitions.Report(asked, 7, Finding(HealingOutcome.Healed), 2, Policy, Now));
        var canary = RepairTransitions.Report(asked, 1, Finding(HealingOutcome.Healed), 2, Policy, Now);
        Assert.Same(canary, RepairTransitions.Report(canary, 1, Finding(HealingOutcome.Escalated), null, Policy, Now));
    }

    [Fact]
    public void A_run_that_tests_something_else_decides_nothing()
    {
        var state = RepairTransitions.RunStarted(Canary(), 101, Now);
        Assert.Same(state, RepairTransitions.RunEnded(state, new EndedRun(99, true, "", [], 0), Policy, Now));
    }

    [Fact]
    public void A_search_is_not_asked_for_twice_before_its_deadline_and_again_after_it()
    {
        var asked = RepairTransitions.Next(Begin(), false, Policy, Now);
        Assert.Equal((RepairAsk.Search, Now + Policy.SearchDeadline), (asked.Ask, asked.LookAgainAt));
        Assert.Equal(RepairAsk.Nothing, RepairTransitions.Next(asked.State, false, Policy, Now.AddMinutes(1)).Ask);
        Assert.Equal(RepairAsk.Search, RepairTransitions.Next(asked.State, false, Policy, Now + Policy.SearchDeadline).Ask);
    }

    [Fact]
    public void A_candidate_waits_for_a_person_where_the_policy_asks_for_one()
    {
        var asked = RepairTransitions.Next(Begin(), false, Policy, Now).State;
        var losing = Finding(HealingOutcome.Healed) with { ColumnsLost = ["tickets.note"] };
        Assert.Equal(RepairStage.AwaitingApproval, RepairTransitions.Report(asked, 1, losing, 2, Policy with { AskWhenColumnsAreLost = true }, Now).Stage);
        Assert.Equal(RepairStage.Canary, RepairTransitions.Report(asked, 1, Finding(HealingOutcome.Healed), 2, Policy with { AskWhenColumnsAreLost = true }, Now).Stage);
        var waiting = RepairTransitions.Report(asked, 1, losing, 2, Policy with { AskFirst = true }, Now);
        Assert.Equal(RepairAsk.Nothing, RepairTransitions.Next(waiting, false, Policy, Now).Ask);
        Assert.Equal(RepairAsk.CanaryRun, RepairTransitions.Next(RepairTransitions.Approve(waiting, "ada", Now), false, Policy, Now).Ask);
    }

    [Theory]
    [InlineData("source", true)]
    [InlineData("configuration", true)]
    [InlineData("network", false)]
    [InlineData("transient", false)]
    [InlineData("storage", false)]
    [InlineData("internal", false)]
    public void Only_failures_that_a_manifest_can_mend_begin_a_repair(string code, bool repairable) =>
        Assert.Equal(repairable, RepairTransitions.IsRepairable(code));

    [Fact]
    public void After_an_escalation_the_same_failure_begins_no_repair_until_the_time_is_over()
    {
        var asked = RepairTransitions.Next(Begin(), false, Policy, Now).State;
        var escalated = RepairTransitions.Report(asked, 1, Finding(HealingOutcome.Escalated), null, Policy, Now);
        Assert.False(RepairTransitions.MayBegin(escalated, ["tickets"], 1, Policy, Now.AddHours(1)));
        Assert.True(RepairTransitions.MayBegin(escalated, ["tickets"], 1, Policy, Now + Policy.CoolDown));
        Assert.True(RepairTransitions.MayBegin(escalated, ["tickets"], 2, Policy, Now.AddHours(1)));
        Assert.True(RepairTransitions.MayBegin(escalated, ["users"], 1, Policy, Now.AddHours(1)));
        Assert.False(RepairTransitions.MayBegin(null, ["tickets"], 1, Policy with { Automatic = false }, Now));
    }

    [Fact]
    public void Whatever_happens_and_whenever_the_process_dies_a_repair_comes_to_an_end() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ComesToAnEnd).QuickCheckThrowOnFailure();

    private static bool ComesToAnEnd(int[] happenings)
    {
        var state = Begin();
        var run = 100L;
        foreach (var happening in happenings.Select(number => Math.Abs((long)number)).Concat(Enumerable.Repeat(1L, 40)))
        {
            if (state.IsOver) break;
            state = Stored(state, crash: happening % 5 == 0);
            var step = RepairTransitions.Next(state, false, Policy, Now);
            state = Stored(step.State, crash: happening % 7 == 0);
            state = step.Ask switch
            {
                RepairAsk.Search => RepairTransitions.Report(state, state.Attempt, Finding((HealingOutcome)(happening % 4)), 2, Policy, Now),
                RepairAsk.CanaryRun or RepairAsk.LiveRun => Run(state, ++run, succeeded: happening % 3 != 0),
                RepairAsk.Undo => RepairTransitions.Restored(state, "", Now),
                _ => state,
            };
        }
        return state.IsOver && (state.Stage != RepairStage.Promoted || (state.Candidate == 2 && state.CleanRuns >= Policy.CleanRuns));
    }

    [Fact]
    public void Phases_move_only_as_a_connectors_life_goes()
    {
        Assert.True(ConnectorPhases.Allowed(ConnectorPhase.Repairing, ConnectorPhase.Canary));
        Assert.False(ConnectorPhases.Allowed(ConnectorPhase.Active, ConnectorPhase.Canary));
        Assert.Throws<InvalidOperationException>(() => ConnectorPhases.Move(ConnectorPhase.Retired, ConnectorPhase.Active));
        Assert.Throws<InvalidOperationException>(() => ConnectorPhases.Move(ConnectorPhase.Active, ConnectorPhase.Draft));
    }

    // What a process stores and another reads again; one that died had its search in flight.
    private static RepairState Stored(RepairState state, bool crash)
    {
        if (!crash) return state;
        return RepairTransitions.Orphaned(JsonSerializer.Deserialize<RepairState>(JsonSerializer.Serialize(state))!);
    }

    private static RepairState Begin() => RepairTransitions.Begin(1, ["tickets"], "410", 1, Now);

    private static RepairState Canary() =>
        RepairTransitions.Report(RepairTransitions.Next(Begin(), false, Policy, Now).State, 1, Finding(HealingOutcome.Healed), 2, Policy, Now);

    private static RepairState Run(RepairState state, long run, bool succeeded) =>
        RepairTransitions.RunEnded(RepairTransitions.RunStarted(state, run, Now), new EndedRun(run, succeeded, succeeded ? "" : "410 again", [], 0), Policy, Now);

    private static RepairState Promoted() => Run(Run(Canary(), 101, true), 102, true);

    private static RepairFinding Finding(HealingOutcome outcome) => new(outcome, "endpoint_removed", "410", "[]", [], ["tried"], ["tickets"], 12);
}
