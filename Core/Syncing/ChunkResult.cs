namespace Supertrack.Core.Syncing;

/// <summary>What one chunk did. The counts marked "so far" are the warehouse's and include what earlier chunks of the run stored.</summary>
public sealed record ChunkResult
{
    /// <summary>Records of this stream that the run has stored so far.</summary>
    public long RecordsSoFar { get; init; }

    /// <summary>Pages of this stream that the run has stored so far.</summary>
    public long PagesSoFar { get; init; }

    /// <summary>Records that this chunk stored.</summary>
    public long Records { get; init; }

    public int Requests { get; init; }

    /// <summary>Body bytes read from the source.</summary>
    public long BytesRead { get; init; }

    /// <summary>Bytes of records stored, as JSON lines.</summary>
    public long BytesStored { get; init; }

    /// <summary>Values that fitted no column and are kept in <c>_extra</c>.</summary>
    public long Misfits { get; init; }

    /// <summary>Values that were set aside because they contradict the stored rows.</summary>
    public long Quarantined { get; init; }

    public IReadOnlyList<string> NewColumns { get; init; } = [];

    /// <summary>The JSON Schema of pages in which something was new or did not fit; null on a healthy chunk.</summary>
    public string? Observed { get; init; }

    /// <summary>Members kept in <c>_extra</c> because the shape takes no new ones.</summary>
    public IReadOnlyList<string> RefusedMembers { get; init; } = [];

    /// <summary>The stream's state after what was stored; null where there is none.</summary>
    public string? State { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>The stream has been read to its end.</summary>
    public bool Finished { get; init; }

    /// <summary>Null when the chunk ended as it should.</summary>
    public RunFailure? Failure { get; init; }
}
