namespace Supertrack.Core.Syncing;

/// <summary>
/// A run as its connector remembers it: a chain of chunks over one stream after the other. Where each stream stands is not here but in the
/// warehouse; this only says which chunk to ask for next. All changes are made by <see cref="RunTransitions"/>.
/// </summary>
public sealed record RunState
{
    /// <summary>Grows with every run of the connector; milliseconds since 1970 when it was started, or one more than the run before.</summary>
    public required long Number { get; init; }

    /// <summary>manual, schedule, api or retry.</summary>
    public required string Trigger { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public RunStatus Status { get; init; }

    public IReadOnlyList<StreamProgress> Streams { get; init; } = [];

    /// <summary>Chunks asked for so far; names the one in flight, so that a late report of an earlier one is recognised.</summary>
    public long Chunk { get; init; }

    /// <summary>When the chunk in flight was asked for; null when none is.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Failures in a row without a record in between.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>What the run waits for or failed of.</summary>
    public RunFailure? Failure { get; init; }

    /// <summary>Time spent in chunks.</summary>
    public TimeSpan Working { get; init; }

    public bool IsOver => Status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Cancelled;

    public long Records => Streams.Sum(stream => stream.Records);
}
