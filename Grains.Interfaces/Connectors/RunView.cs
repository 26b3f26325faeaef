using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Connectors;

[GenerateSerializer, Alias("supertrack.run-view"), Immutable]
public sealed record RunView
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Tenant { get; init; }

    [Id(2)] public required string Connector { get; init; }

    /// <summary>running, waiting, paused, succeeded, failed or cancelled.</summary>
    [Id(3)] public required string Status { get; init; }

    [Id(4)] public required string Trigger { get; init; }

    [Id(5)] public required DateTimeOffset StartedAt { get; init; }

    [Id(6)] public DateTimeOffset? FinishedAt { get; init; }

    [Id(7)] public long Records { get; init; }

    [Id(8)] public long Pages { get; init; }

    [Id(9)] public long Requests { get; init; }

    /// <summary>Body bytes read from the source.</summary>
    [Id(10)] public long BytesRead { get; init; }

    /// <summary>Bytes of records stored, as JSON lines.</summary>
    [Id(11)] public long BytesStored { get; init; }

    /// <summary>Seconds from start to end, or to now while it is under way.</summary>
    [Id(12)] public double Seconds { get; init; }

    /// <summary>Chunks asked for so far.</summary>
    [Id(13)] public long Chunks { get; init; }

    [Id(14)] public int ManifestVersion { get; init; }

    [Id(15)] public ImmutableArray<StreamRunView> Streams { get; init; } = [];

    [Id(16)] public FailureView? Failure { get; init; }

    /// <summary>When a waiting run tries again.</summary>
    [Id(17)] public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>SHA-256 of the manifest's text that the run reads with; empty for runs of before it was kept.</summary>
    [Id(18)] public string ManifestHash { get; init; } = "";

    /// <summary>The frozen version of that manifest, e.g. 1.2.0; empty where it is not frozen.</summary>
    [Id(19)] public string Frozen { get; init; } = "";

    /// <summary>What was noticed about it although it ended well.</summary>
    [Id(20)] public ImmutableArray<FindingView> Findings { get; init; } = [];
}
