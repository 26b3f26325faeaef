using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Healing.Rollout;

namespace Supertrack.Core.Tests.Healing.Notice;

public sealed class NoticeTransitionsTests
{
    private static readonly NoticePolicy Policy = new();

    [Fact]
    public void A_run_that_is_heard_of_twice_counts_once()
    {
        var (state, runs) = Learned(20);
        var once = NoticeTransitions.Ended(state, 100, runs[^1] with { Rows = 0 }, comparable: true, Policy);

        Assert.Same(once, NoticeTransitions.Ended(once, 100, runs[^1], comparable: true, Policy));
    }

    [Fact]
    public void A_run_that_was_not_seen_whole_is_neither_judged_nor_remembered()
    {
        var (state, _) = Learned(20);

        var next = NoticeTransitions.Ended(state, 100, null, comparable: true, Policy);

        Assert.Equal((state.Whole, 0, 100), (next.Whole, next.Open.Count, next.LastRun));
    }

    [Fact]
    public void A_suspicious_run_does_not_become_what_is_usual()
    {
        var (state, runs) = Learned(20);

        for (var run = 0; run < 4; run++)
        {
            state = NoticeTransitions.Ended(state, 100 + run, Empty(runs[^1], run), comparable: true, Policy);
            Assert.Equal(run + 1, Assert.Single(state.Open, open => open.Finding.Measure == "rows").Runs);
        }
        Assert.Equal(20, state.Whole.All().Count);
    }

    [Fact]
    public void A_level_that_stays_where_it_jumped_to_is_normal_after_five_runs()
    {
        var (state, runs) = Learned(20);

        for (var run = 0; run < 10; run++)
        {
            state = NoticeTransitions.Ended(state, 100 + run, runs[^1] with { At = runs[^1].At.AddDays(run + 1), Rows = runs[^1].Rows * 30, Bytes = runs[^1].Bytes * 30, Announced = null, LargestPage = 0 }, comparable: true, Policy);
            Assert.Equal(run < 4, state.Open.Any(open => open.Finding.Measure == "rows"));
        }
        Assert.Empty(state.Suspects);
        Assert.Equal(30, state.Whole.All().Count);
    }

    [Fact]
    public void What_a_person_accepts_is_normal_from_then_on()
    {
        var (state, runs) = Learned(20);
        state = NoticeTransitions.Ended(state, 100, Empty(runs[^1], 0), comparable: true, Policy);

        state = NoticeTransitions.Accept(state, "rows");

        Assert.Empty(state.Open);
        Assert.Empty(state.Suspects);
        Assert.Empty(NoticeTransitions.Ended(state, 101, Empty(runs[^1], 1), comparable: true, Policy).Open);
    }

    [Fact]
    public void A_run_without_rows_does_not_disprove_what_was_found_about_a_column()
    {
        var found = new Finding(FindingKind.Silent, FailureClass.DataQuality, "email: null rate", "") { Column = "email" };
        var state = new NoticeState { Open = [new OpenFinding(found, Incremental: true, default, 1, 1)] };

        var next = NoticeTransitions.Ended(state, 2, new RunFacts { At = DateTimeOffset.UnixEpoch, Incremental = true, Rows = 0, Pages = 1, Bytes = 0, Duration = 0 }, comparable: true, Policy);

        Assert.Single(next.Open);
    }

    [Fact]
    public void With_a_persons_new_manifest_everything_is_learned_anew()
    {
        var (state, runs) = Learned(20);

        var next = NoticeTransitions.Ended(state, 100, Empty(runs[^1], 0), comparable: false, Policy);

        Assert.Empty(next.Open);
        Assert.Single(next.Whole.All());
    }

    [Fact]
    public void Incremental_runs_are_not_held_against_whole_ones()
    {
        var (state, runs) = Learned(20);

        var next = NoticeTransitions.Ended(state, 100, Empty(runs[^1], 0) with { Incremental = true }, comparable: true, Policy);

        Assert.Empty(next.Open);
        Assert.Single(next.Incremental.All());
    }

    [Fact]
    public void A_history_is_bounded_and_keeps_the_extremes_of_what_it_forgets()
    {
        var history = new RunHistory();
        for (var run = 0; run < 5_000; run++)
            history = history.Add(Columns(run, nulls: run == 4_000 ? 0.4 : 0.1));

        Assert.InRange(history.All().Count, 90, 150);
        Assert.InRange(history.All().Count(run => run.Columns.Count > 0), 30, 75);
        Assert.Equal(0.4, history.All().Where(run => run.Columns.Count > 0).Max(run => run.Columns["email"].NullRate));
        Assert.Equal(history.All().Select(run => run.At).Order(), history.All().Select(run => run.At));
    }

    [Fact]
    public void Mendable_findings_ask_for_a_repair_and_announcements_for_nothing()
    {
        var gone = new Finding(FindingKind.Silent, FailureClass.SchemaDrift, "email", "email is gone") { Column = "email", Mendable = true };
        var slow = new Finding(FindingKind.Jump, FailureClass.Transient, "milliseconds a page", "slow");
        var end = new Finding(FindingKind.Announced, FailureClass.DeprecationNotice, "announcement: Sunset", "soon");

        var decision = NoticeDecision.Of([("a", slow), ("b", gone), ("c", end)]);

        Assert.Equal((true, FailureClass.SchemaDrift, "b: email is gone; a: slow"), (decision.Suspicious, decision.Class, decision.Text));
        Assert.Equal(["b"], decision.Repair);
        Assert.Equal(NoticeDecision.Nothing, NoticeDecision.Of([("c", end)]));
        Assert.Equal(NextAction.PlanChange, NoticeDecision.ActionFor(end));
    }

    [Fact]
    public void Streams_that_were_looked_into_a_short_while_ago_are_not_searched_again()
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(1);
        var last = new RepairState { Number = 1, Streams = ["a"], StartedAt = now, FromVersion = 1, Stage = RepairStage.Recovered, FinishedAt = now };

        Assert.True(NoticeDecision.WasLookedInto(last, ["a"], new RepairPolicy(), now.AddHours(1)));
        Assert.False(NoticeDecision.WasLookedInto(last, ["a"], new RepairPolicy(), now.AddHours(7)));
        Assert.False(NoticeDecision.WasLookedInto(last, ["b"], new RepairPolicy(), now));
        Assert.False(NoticeDecision.WasLookedInto(null, ["a"], new RepairPolicy(), now));
    }

    [Theory]
    [InlineData("network", 1, false, false)]
    [InlineData("network", 2, true, false)]
    [InlineData("source", 1, true, true)]
    [InlineData("shape_changed", 1, true, true)]
    [InlineData("egress", 1, true, false)]
    public void A_check_that_fails_of_what_passes_has_to_fail_twice(string code, int failures, bool told, bool mendable)
    {
        var finding = ProbeNotice.Of(code, "said", failures);

        Assert.Equal((told, mendable), (finding is not null, finding?.Mendable ?? false));
    }

    private static RunFacts Empty(RunFacts like, int run) =>
        like with { At = like.At.AddDays(run + 1), Rows = 0, Pages = 1, Duration = like.Duration / like.Pages, Bytes = 0, Requests = 0, Failed = 0, Sampled = 0, LargestPage = 0, LastPage = 0, Announced = null, Columns = new Dictionary<string, ColumnFacts>() };

    private static (NoticeState State, List<RunFacts> Runs) Learned(int count)
    {
        var runs = new SimulatedStream(7).Runs(count);
        var state = new NoticeState();
        for (var run = 0; run < count; run++) state = NoticeTransitions.Ended(state, run + 1, runs[run], comparable: true, Policy);
        Assert.Empty(state.Open);
        return (state, runs);
    }

    private static RunFacts Columns(int run, double nulls) => new()
    {
        At = DateTimeOffset.UnixEpoch.AddHours(run),
        Rows = 100,
        Sampled = 100,
        Pages = 1,
        Bytes = 1,
        Duration = 1,
        Columns = new Dictionary<string, ColumnFacts> { ["email"] = new(nulls, 90, null, null) },
    };
}
