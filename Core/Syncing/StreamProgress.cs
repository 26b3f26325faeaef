using Supertrack.Core.Connectors;

namespace Supertrack.Core.Syncing;

/// <summary>One stream's share of a run.</summary>
public sealed record StreamProgress
{
    public required string Stream { get; init; }

    public SyncMode Mode { get; init; }

    public long Records { get; init; }

    public long Pages { get; init; }

    public long Requests { get; init; }

    public long BytesRead { get; init; }

    public long BytesStored { get; init; }

    public long Misfits { get; init; }

    /// <summary>Values set aside because they contradict the stored rows.</summary>
    public long Quarantined { get; init; }

    /// <summary>When the chunk began for which it was given up.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Read to its end.</summary>
    public bool Finished { get; init; }

    /// <summary>Given up for this run.</summary>
    public RunFailure? Failure { get; init; }
}
