namespace Supertrack.Core.Storage;

/// <summary>How far one stream has been stored. It is committed in the same transaction as the records before it.</summary>
public sealed record StreamPosition
{
    /// <summary>The run that wrote last. Runs of a connector only ever grow; a commit of an older run is refused.</summary>
    public required long Run { get; init; }

    /// <summary>Pages stored by that run; the next page has this number plus one.</summary>
    public long Sequence { get; init; }

    /// <summary>Records stored by that run.</summary>
    public long Records { get; init; }

    /// <summary>Where the reader continues after the last stored page; empty before the first.</summary>
    public ReadOnlyMemory<byte> Checkpoint { get; init; }

    /// <summary>The stream's cursor as JSON text, valid once everything before it is stored; null while there is none.</summary>
    public string? State { get; init; }

    /// <summary>The run has read this stream to its end.</summary>
    public bool Finished { get; init; }

    /// <summary>
    /// The position after everything was forgotten. Its run number lies after every run that has been started, also after one whose first
    /// chunk has not arrived here yet, so that none of them can write any more; resetting twice is the same as once.
    /// </summary>
    /// <param name="lastRun">The last run that was started for the stream; 0 for none.</param>
    public StreamPosition Reset(long lastRun)
    {
        var isReset = Finished && Sequence == 0 && State is null;
        return new StreamPosition { Run = Math.Max(isReset ? Run : Run + 1, lastRun + 1), Finished = true };
    }

    /// <summary>The position after everything since an earlier one was taken back: its cursor holds again, and no run that was started may write any more.</summary>
    /// <param name="state">The cursor then.</param>
    /// <param name="lastRun">The last run that was started for the stream; 0 for none.</param>
    public StreamPosition Undo(string? state, long lastRun) => new() { Run = Math.Max(Run, lastRun) + 1, State = state, Finished = true };
}
