using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>A repair as readers see it.</summary>
[GenerateSerializer, Alias("supertrack.repair-view"), Immutable]
public sealed record RepairView
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Tenant { get; init; }

    [Id(2)] public required string Connector { get; init; }

    /// <summary>searching, awaiting_approval, canary, retrying, taken_over, rolling_back; or the end: promoted, recovered, escalated, rolled_back, rejected, superseded.</summary>
    [Id(3)] public required string Stage { get; init; }

    [Id(4)] public ImmutableArray<string> Streams { get; init; } = [];

    [Id(5)] public required DateTimeOffset StartedAt { get; init; }

    [Id(6)] public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The failure's class; empty before the first search has reported.</summary>
    [Id(7)] public string Class { get; init; } = "";

    [Id(8)] public string Cause { get; init; } = "";

    [Id(9)] public required int FromVersion { get; init; }

    /// <summary>The repaired manifest's version; absent while there is none.</summary>
    [Id(10)] public int? Candidate { get; init; }

    /// <summary>RFC 6902 as JSON text.</summary>
    [Id(11)] public string Patch { get; init; } = "";

    /// <summary>As stream.column.</summary>
    [Id(12)] public ImmutableArray<string> ColumnsLost { get; init; } = [];

    [Id(13)] public ImmutableArray<string> Trail { get; init; } = [];

    [Id(14)] public ImmutableArray<RepairEventView> Timeline { get; init; } = [];

    /// <summary>Searches so far.</summary>
    [Id(15)] public int Searches { get; init; }

    /// <summary>Requests made by all trials.</summary>
    [Id(16)] public int Requests { get; init; }

    [Id(17)] public int CleanRuns { get; init; }

    /// <summary>Seconds from the request that first failed to the promotion or recovery; absent before.</summary>
    [Id(18)] public double? Seconds { get; init; }

    /// <summary>Clean runs of the promoted version after which what it stored can no longer be taken back; 0 when that is so.</summary>
    [Id(19)] public int Probation { get; init; }

    /// <summary>Values that the candidate brought and that were set aside because they contradict the stored rows.</summary>
    [Id(20)] public long Quarantined { get; init; }
}

/// <summary>One line of a repair's story.</summary>
[GenerateSerializer, Alias("supertrack.repair-event"), Immutable]
public sealed record RepairEventView
{
    [Id(0)] public required DateTimeOffset At { get; init; }

    [Id(1)] public required string What { get; init; }

    [Id(2)] public required string Detail { get; init; }
}
