using System.Text.Json.Nodes;
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
    public void Facts_are_gathered_page_by_page()
    {
        var builder = new RunFactsBuilder(DateTimeOffset.UnixEpoch, ["id"]);
        JsonObject[] page = [new() { ["id"] = 1, ["name"] = "Ada", ["score"] = 4.5 }, new() { ["id"] = 2, ["name"] = null, ["score"] = -2 }];
        builder.Page(page, 60);
        builder.Page(page, 60);
        builder.Headers([KeyValuePair.Create("Sunset", "Wed, 31 Dec 2026 23:59:59 GMT"), KeyValuePair.Create("Server", "x")]);

        var facts = builder.Build(1.5);

        Assert.Equal((4, 2, 120, 2, 1), (facts.Rows, facts.Pages, facts.Bytes, facts.RepeatedKeys, facts.RepeatedPages));
        Assert.Equal(new ColumnFacts(0.5, 1, null, null), facts.Columns["name"]);
        Assert.Equal(new ColumnFacts(0, 2, -2, 4.5), facts.Columns["score"]);
        Assert.Single(facts.Announcements);
    }
}
