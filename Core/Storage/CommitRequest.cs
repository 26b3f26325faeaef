namespace Supertrack.Core.Storage;

/// <summary>Pages and the position that follows them: one transaction.</summary>
public sealed record CommitRequest
{
    public required DatasetId Dataset { get; init; }

    public required TableShape Shape { get; init; }

    /// <summary>Consecutive pages; may be empty when only the position moves (the end of a stream).</summary>
    public required IReadOnlyList<PageBatch> Pages { get; init; }

    /// <summary>The position after the last page.</summary>
    public required StreamPosition Position { get; init; }

    public required DateTimeOffset SyncedAt { get; init; }
}
