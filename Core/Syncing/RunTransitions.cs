using Supertrack.Core.Connectors;

namespace Supertrack.Core.Syncing;

/// <summary>Every decision about a run, as pure functions of its state, what happened, and the time.</summary>
public static class RunTransitions
{
    public static RunState Start(long previousNumber, string trigger, IEnumerable<(string Stream, SyncMode Mode)> streams, DateTimeOffset now) => new()
    {
        // A reset takes the number after the last run's, to fence off its chunk; so the next run takes the one after that.
        Number = Math.Max(previousNumber + 2, now.ToUnixTimeMilliseconds()),
        Trigger = trigger,
        StartedAt = now,
        Status = RunStatus.Running,
        Streams = [.. streams.Select(stream => new StreamProgress { Stream = stream.Stream, Mode = stream.Mode })],
    };

    /// <summary>What to do now; the answer's state is to be stored before anything is sent.</summary>
    public static RunStep Next(RunState run, RunPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(policy);
        if (run.IsOver || run.Status == RunStatus.Paused)
            return new RunStep(run, null, null);
        if (run.AskedAt is { } asked && now - asked < policy.ChunkDeadline)
            return new RunStep(run, null, asked + policy.ChunkDeadline);
        if (run.Status == RunStatus.Waiting && run.NextAttemptAt is { } due && now < due)
            return new RunStep(run with { AskedAt = null }, null, due);
        var stream = run.Streams.FirstOrDefault(stream => !stream.Finished && stream.Failure is null);
        if (stream is null)
            return new RunStep(Conclude(run, now), null, null);
        var next = run with { Status = RunStatus.Running, Chunk = run.Chunk + 1, AskedAt = now, NextAttemptAt = null };
        return new RunStep(next, stream, now + policy.ChunkDeadline);
    }

    /// <summary>Takes in a chunk's report; a report of a chunk that is no longer in flight changes nothing.</summary>
    public static RunState Report(RunState run, string stream, long chunk, ChunkResult result, RunPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(policy);
        if (chunk != run.Chunk || run.AskedAt is null || run.IsOver)
            return run;
        var progressed = result.Records > 0;
        var attempts = result.Failure is null ? 0 : progressed ? 1 : run.Attempts + 1;
        var givenUp = result.Failure is { } failure && (!failure.Retryable || attempts >= policy.Attempts);
        var streams = run.Streams.Select(one => one.Stream == stream ? Add(one, result, givenUp, run.AskedAt) : one).ToList();
        var waits = result.Failure is not null && !givenUp;
        return run with
        {
            Streams = streams,
            AskedAt = null,
            Working = run.Working + result.Duration,
            Attempts = givenUp ? 0 : attempts,
            Failure = result.Failure ?? (run.Status == RunStatus.Paused ? run.Failure : null),
            NextAttemptAt = waits ? now + policy.WaitAfter(attempts) : null,
            Status = run.Status == RunStatus.Paused ? RunStatus.Paused : waits ? RunStatus.Waiting : RunStatus.Running,
        };
    }

    /// <summary>The chunk in flight is let finish; nothing follows it.</summary>
    public static RunState Pause(RunState run) => run.IsOver ? run : run with { Status = RunStatus.Paused };

    public static RunState Resume(RunState run) =>
        run.Status == RunStatus.Paused ? run with { Status = RunStatus.Running, NextAttemptAt = null, Attempts = 0 } : run;

    public static RunState Cancel(RunState run, DateTimeOffset now) =>
        run.IsOver ? run : run with { Status = RunStatus.Cancelled, FinishedAt = now, AskedAt = null, NextAttemptAt = null };

    /// <summary>After a restart no chunk of this process is in flight any more.</summary>
    public static RunState Orphaned(RunState run) => run with { AskedAt = null };

    /// <summary>A run that cannot even begin.</summary>
    public static RunState Refuse(RunState run, RunFailure failure, DateTimeOffset now) =>
        run with { Status = RunStatus.Failed, Failure = failure, FinishedAt = now, AskedAt = null, NextAttemptAt = null };

    private static StreamProgress Add(StreamProgress stream, ChunkResult result, bool givenUp, DateTimeOffset? asked) => stream with
    {
        Records = Math.Max(stream.Records, result.RecordsSoFar),
        Pages = Math.Max(stream.Pages, result.PagesSoFar),
        Requests = stream.Requests + result.Requests,
        BytesRead = stream.BytesRead + result.BytesRead,
        BytesStored = stream.BytesStored + result.BytesStored,
        Misfits = stream.Misfits + result.Misfits,
        Quarantined = stream.Quarantined + result.Quarantined,
        FailedAt = givenUp ? asked : null,
        Finished = result.Finished,
        Failure = givenUp ? result.Failure : null,
    };

    private static RunState Conclude(RunState run, DateTimeOffset now)
    {
        var failure = run.Streams.Select(stream => stream.Failure).FirstOrDefault(failure => failure is not null);
        return run with
        {
            Status = failure is null ? RunStatus.Succeeded : RunStatus.Failed,
            Failure = failure,
            FinishedAt = now,
            AskedAt = null,
            NextAttemptAt = null,
        };
    }
}
