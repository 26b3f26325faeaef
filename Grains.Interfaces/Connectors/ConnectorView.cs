using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>A connector as readers see it: no secrets.</summary>
[GenerateSerializer, Alias("supertrack.connector-view"), Immutable]
public sealed record ConnectorView
{
    [Id(0)] public required string Tenant { get; init; }

    [Id(1)] public required string Id { get; init; }

    [Id(2)] public required string Name { get; init; }

    [Id(3)] public required int ManifestVersion { get; init; }

    [Id(4)] public ImmutableArray<StreamInfo> Streams { get; init; } = [];

    [Id(5)] public SyncSchedule Schedule { get; init; } = new();

    [Id(6)] public DateTimeOffset? NextRunAt { get; init; }

    [Id(7)] public bool Paused { get; init; }

    /// <summary>idle, running, waiting, paused or failing.</summary>
    [Id(8)] public required string Status { get; init; }

    [Id(9)] public RunView? LastRun { get; init; }

    [Id(10)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(11)] public required string Etag { get; init; }

    /// <summary>draft, checked, active, degraded, repairing, canary, escalated, paused or retired.</summary>
    [Id(12)] public string Phase { get; init; } = "";

    /// <summary>The repair under way, or the last one.</summary>
    [Id(13)] public RepairView? Repair { get; init; }

    /// <summary>What was noticed about runs that ended well, and by checks between runs; it stands until a run disproves it or a person accepts it.</summary>
    [Id(14)] public ImmutableArray<FindingView> Findings { get; init; } = [];

    /// <summary>The last check between runs; null where there was none.</summary>
    [Id(15)] public ProbeView? Probe { get; init; }
}
