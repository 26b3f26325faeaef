using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Notice;
using Xunit.Abstractions;

namespace Supertrack.Core.Tests.Healing.Notice;

public sealed class RunNoticeTests(ITestOutputHelper output)
{
    private const int Streams = 20;
    private const int Runs = 50;
    private const int Learned = 60;

    [Fact]
    public void A_thousand_clean_runs_with_growth_weekdays_and_bursts_give_at_most_one_false_alarm()
    {
        var alarms = new List<Finding>();
        for (var stream = 0; stream < Streams; stream++)
        {
            var source = new SimulatedStream(1_000 + stream);
            var history = source.Runs(Learned + Runs);
            for (var run = Learned; run < history.Count; run++) alarms.AddRange(RunNotice.Of(history[..run], history[run]));
        }
        output.WriteLine($"{alarms.Count} alarms in {Streams * Runs} clean runs: {string.Join("; ", alarms.Select(alarm => alarm.Evidence))}");
        Assert.InRange(alarms.Count, 0, 1);
    }

    [Theory]
    [InlineData("empty", FailureClass.DataQuality)]
    [InlineData("repeated page", FailureClass.PaginationInvalid)]
    [InlineData("null column", FailureClass.DataQuality)]
    [InlineData("half null", FailureClass.DataQuality)]
    [InlineData("gone column", FailureClass.SchemaDrift)]
    [InlineData("one value", FailureClass.DataQuality)]
    [InlineData("cents to units", FailureClass.DataQuality)]
    [InlineData("first page only", FailureClass.PaginationInvalid)]
    [InlineData("fewer than announced", FailureClass.PaginationInvalid)]
    [InlineData("repeated keys", FailureClass.DataQuality)]
    [InlineData("stale cursor", FailureClass.PaginationInvalid)]
    [InlineData("announced end", FailureClass.DeprecationNotice)]
    [InlineData("a tenth of the rows", FailureClass.DataQuality)]
    public void An_injected_silent_failure_is_found(string failure, FailureClass kind)
    {
        var found = 0;
        for (var stream = 0; stream < Streams; stream++)
        {
            var history = new SimulatedStream(100 + stream).Runs(Learned + 4);
            var (before, last) = SimulatedStream.Break(history, failure);
            if (RunNotice.Of(before, last).Any(finding => finding.Class == kind)) found++;
        }
        output.WriteLine($"{failure}: found in {found} of {Streams} streams");
        Assert.Equal(Streams, found);
    }

    [Fact]
    public void A_drift_over_weeks_is_found_before_it_halves_the_rows()
    {
        var found = 0;
        for (var stream = 0; stream < Streams; stream++)
        {
            var runs = new SimulatedStream(200 + stream).Runs(110);
            for (var run = 90; run < runs.Count; run++) runs[run] = runs[run] with { Rows = (long)(runs[run].Rows * Math.Pow(0.97, run - 90)) };
            if (Enumerable.Range(90, 20).Any(run => RunNotice.Of(runs[..run], runs[run]).Any(finding => finding.Measure == "rows"))) found++;
        }
        output.WriteLine($"slow drift: found in {found} of {Streams} streams");
        Assert.InRange(found, Streams * 8 / 10, Streams);
    }

    [Fact]
    public void Too_short_a_history_says_nothing_of_levels()
    {
        var runs = new SimulatedStream(1).Runs(5);

        Assert.Empty(RunNotice.Of(runs[..4], runs[4] with { Rows = runs[4].Rows * 40 }));
    }

    [Fact]
    public void An_announcement_is_told_once()
    {
        var runs = new SimulatedStream(2).Runs(20);
        var told = runs[19] with { Announcements = ["Sunset: Wed, 31 Dec 2026 23:59:59 GMT"] };

        Assert.Single(RunNotice.Of(runs[..19], told));
        Assert.Empty(RunNotice.Of([.. runs[..19], told], told));
    }

    [Fact]
    public void A_thousand_clean_incremental_runs_with_none_a_few_and_many_rows_give_at_most_one_false_alarm()
    {
        var alarms = new List<Finding>();
        var judged = 0;
        for (var stream = 0; stream < Streams; stream++)
        {
            var history = new RunHistory();
            foreach (var (run, number) in new SimulatedChanges(3_000 + stream).Runs(Learned + Runs).Select((run, number) => (run, number)))
            {
                if (number >= Learned) alarms.AddRange(RunNotice.Of(history.Baseline(wholeRows: 5_000), run));
                judged += number >= Learned ? 1 : 0;
                history = history.Add(run);
            }
        }
        output.WriteLine($"{alarms.Count} alarms in {judged} clean incremental runs: {string.Join("; ", alarms.Select(alarm => alarm.Evidence))}");
        Assert.InRange(alarms.Count, 0, 1);
    }

    [Fact]
    public void Nothing_for_much_longer_than_ever_and_the_whole_stream_again_and_again_are_found_in_incremental_runs()
    {
        var (silent, everything) = (0, 0);
        for (var stream = 0; stream < Streams; stream++)
        {
            var runs = new SimulatedChanges(4_000 + stream).Runs(150);
            var nothing = runs[^1] with { Rows = 0, At = runs[^1].At.AddDays(60), Gap = TimeSpan.FromDays(60), Columns = new Dictionary<string, ColumnFacts>(), Sampled = 0 };
            if (Of(runs, nothing).Any(finding => finding.Measure == "rows")) silent++;
            var all = runs[^1] with { Rows = 4_900, Pages = 49, At = runs[^1].At.AddDays(60) };
            if (Of([.. runs[..^2], all, all], all).Any(finding => finding.Measure == "rows")) everything++;
        }
        Assert.Equal((Streams, Streams), (silent, everything));
    }

    private static IReadOnlyList<Finding> Of(IReadOnlyList<RunFacts> history, RunFacts run) =>
        RunNotice.Of(new Baseline(history, new Dictionary<string, DateTimeOffset>()) { WholeRows = 5_000 }, run);
}
