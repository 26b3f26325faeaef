using Supertrack.Core.Connectors;
using Supertrack.Core.Syncing;

namespace Supertrack.Core.Tests.Syncing;

public sealed class RunTransitionsTests
{
    private static readonly DateTimeOffset Noon = new(2025, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunPolicy Policy = new() { Attempts = 3, FirstWait = TimeSpan.FromSeconds(2) };

    [Fact]
    public void A_run_asks_for_one_chunk_at_a_time()
    {
        var step = RunTransitions.Next(Started("a", "b"), Policy, Noon);
        Assert.Equal(("a", 1L), (step.Ask!.Stream, step.Run.Chunk));
        Assert.Null(RunTransitions.Next(step.Run, Policy, Noon.AddSeconds(5)).Ask);
    }

    [Fact]
    public void A_chunk_that_never_reports_is_asked_for_again_after_the_deadline()
    {
        var step = RunTransitions.Next(Started("a"), Policy, Noon);
        var again = RunTransitions.Next(step.Run, Policy, Noon + Policy.ChunkDeadline);
        Assert.Equal(2, again.Run.Chunk);
        Assert.Same(again.Run, RunTransitions.Report(again.Run, "a", 1, new ChunkResult { Records = 5 }, Policy, Noon));
    }

    [Fact]
    public void Streams_follow_one_another_and_the_run_succeeds_after_the_last()
    {
        var run = Finish(Finish(Started("a", "b"), "a", 10), "b", 20);
        var end = RunTransitions.Next(run, Policy, Noon.AddMinutes(1));
        Assert.Equal((RunStatus.Succeeded, 30L), (end.Run.Status, end.Run.Records));
        Assert.Equal(Noon.AddMinutes(1), end.Run.FinishedAt);
    }

    [Fact]
    public void A_passing_failure_waits_longer_each_time_and_gives_up_at_last()
    {
        var run = Started("a", "b");
        var waits = new List<double>();
        for (var attempt = 1; attempt <= Policy.Attempts; attempt++)
        {
            var now = run.NextAttemptAt ?? Noon;
            var asked = RunTransitions.Next(run, Policy, now).Run;
            run = RunTransitions.Report(asked, "a", asked.Chunk, Failed(retryable: true), Policy, now);
            if (run.NextAttemptAt is { } next)
                waits.Add((next - now).TotalSeconds);
        }
        Assert.Equal([2, 4], waits);
        Assert.NotNull(run.Streams[0].Failure);
        run = Finish(run, "b", 5);
        Assert.Equal(RunStatus.Failed, RunTransitions.Next(run, Policy, Noon).Run.Status);
    }

    [Fact]
    public void A_failure_that_does_not_pass_gives_the_stream_up_at_once_and_goes_on_with_the_next()
    {
        var asked = RunTransitions.Next(Started("a", "b"), Policy, Noon).Run;
        var run = RunTransitions.Report(asked, "a", 1, Failed(retryable: false), Policy, Noon);
        Assert.Equal("b", RunTransitions.Next(run, Policy, Noon).Ask!.Stream);
    }

    [Fact]
    public void A_waiting_run_asks_for_nothing_before_its_time()
    {
        var asked = RunTransitions.Next(Started("a"), Policy, Noon).Run;
        var run = RunTransitions.Report(asked, "a", 1, Failed(retryable: true), Policy, Noon);
        var early = RunTransitions.Next(run, Policy, Noon.AddSeconds(1));
        Assert.Equal((null, Noon.AddSeconds(2)), (early.Ask, early.LookAgainAt));
        Assert.NotNull(RunTransitions.Next(run, Policy, Noon.AddSeconds(2)).Ask);
    }

    [Fact]
    public void A_paused_run_lets_its_chunk_finish_and_asks_for_no_other_until_resumed()
    {
        var paused = RunTransitions.Pause(RunTransitions.Next(Started("a"), Policy, Noon).Run);
        var reported = RunTransitions.Report(paused, "a", 1, new ChunkResult { Records = 7, RecordsSoFar = 7 }, Policy, Noon);
        Assert.Equal((RunStatus.Paused, 7L), (reported.Status, reported.Records));
        Assert.Null(RunTransitions.Next(reported, Policy, Noon.AddDays(1)).Ask);
        Assert.NotNull(RunTransitions.Next(RunTransitions.Resume(reported), Policy, Noon).Ask);
    }

    [Fact]
    public void A_cancelled_run_takes_no_reports()
    {
        var run = RunTransitions.Cancel(RunTransitions.Next(Started("a"), Policy, Noon).Run, Noon);
        Assert.Same(run, RunTransitions.Report(run, "a", 1, new ChunkResult { Finished = true }, Policy, Noon));
        Assert.Null(RunTransitions.Next(run, Policy, Noon).Ask);
    }

    [Fact]
    public void After_a_restart_the_chunk_in_flight_is_asked_for_again_at_once()
    {
        var asked = RunTransitions.Next(Started("a"), Policy, Noon).Run;
        Assert.Equal(2, RunTransitions.Next(RunTransitions.Orphaned(asked), Policy, Noon).Run.Chunk);
    }

    [Fact]
    public void Numbers_of_runs_only_grow_even_when_the_clock_goes_back()
    {
        var first = Started("a");
        var second = RunTransitions.Start(first.Number, "manual", [("a", SyncMode.FullRefresh)], Noon.AddDays(-1));
        Assert.Equal(first.Number + 2, second.Number);
    }

    [Fact]
    public void Counts_of_the_warehouse_replace_and_never_add_up_twice()
    {
        var asked = RunTransitions.Next(Started("a"), Policy, Noon).Run;
        var run = RunTransitions.Report(asked, "a", 1, new ChunkResult { Records = 10, RecordsSoFar = 10 }, Policy, Noon);
        asked = RunTransitions.Next(run, Policy, Noon).Run;
        run = RunTransitions.Report(asked, "a", 2, new ChunkResult { Records = 5, RecordsSoFar = 25 }, Policy, Noon);
        Assert.Equal(25, run.Records);
    }

    private static RunState Started(params string[] streams) =>
        RunTransitions.Start(0, "manual", streams.Select(stream => (stream, SyncMode.FullRefresh)), Noon);

    private static RunState Finish(RunState run, string stream, long records)
    {
        var asked = RunTransitions.Next(run, Policy, Noon).Run;
        return RunTransitions.Report(asked, stream, asked.Chunk, new ChunkResult { Records = records, RecordsSoFar = records, Finished = true }, Policy, Noon);
    }

    private static ChunkResult Failed(bool retryable) => new() { Failure = new RunFailure("transient", "It failed.", retryable) };
}
