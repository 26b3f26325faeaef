using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Incidents;

/// <summary>One cause at one host, and everything that fails of it.</summary>
[GenerateSerializer, Alias("supertrack.incident-view"), Immutable]
public sealed record IncidentView
{
    /// <summary>Its number and the host: <c>3@api.example.com</c>.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Tenant { get; init; }

    /// <summary>The API's host; <c>connector:NAME</c> for what fails before any request, <c>platform</c> for the platform's own stores.</summary>
    [Id(2)] public required string Host { get; init; }

    /// <summary>open, acknowledged, repairing, reopened or resolved.</summary>
    [Id(3)] public required string Status { get; init; }

    /// <summary>info, warning, error or critical.</summary>
    [Id(4)] public required string Severity { get; init; }

    /// <summary>outage, limit, access, route, request, shape, settings, platform or other.</summary>
    [Id(5)] public required string Kind { get; init; }

    /// <summary>The failure class that a repair found; empty before.</summary>
    [Id(6)] public string Class { get; init; } = "";

    [Id(7)] public string Cause { get; init; } = "";

    [Id(8)] public required DateTimeOffset OpenedAt { get; init; }

    [Id(9)] public required DateTimeOffset LastFailureAt { get; init; }

    [Id(10)] public DateTimeOffset? ReopenedAt { get; init; }

    [Id(11)] public DateTimeOffset? ResolvedAt { get; init; }

    [Id(12)] public string AcknowledgedBy { get; init; } = "";

    /// <summary>repaired, recovered or closed; empty while it is open.</summary>
    [Id(13)] public string Outcome { get; init; } = "";

    /// <summary>Connectors that fail now.</summary>
    [Id(14)] public int Ailing { get; init; }

    /// <summary>Connectors that it has met.</summary>
    [Id(15)] public int Connectors { get; init; }

    /// <summary>Requests made by all its repairs.</summary>
    [Id(16)] public int Requests { get; init; }

    /// <summary>Seconds that its repairs took.</summary>
    [Id(17)] public double RepairSeconds { get; init; }

    /// <summary>In lists, events and notifications the first 20 only.</summary>
    [Id(18)] public ImmutableArray<AffectedView> Affected { get; init; } = [];

    [Id(19)] public ImmutableArray<EvidenceView> Evidence { get; init; } = [];

    /// <summary>Empty in lists, events and notifications.</summary>
    [Id(20)] public ImmutableArray<IncidentEventView> Timeline { get; init; } = [];
}

[GenerateSerializer, Alias("supertrack.affected-view"), Immutable]
public sealed record AffectedView
{
    [Id(0)] public required string Connector { get; init; }

    /// <summary>Streams that fail now; empty once it is sound.</summary>
    [Id(1)] public ImmutableArray<string> Streams { get; init; } = [];

    [Id(2)] public required DateTimeOffset Since { get; init; }

    [Id(3)] public DateTimeOffset? SoundAt { get; init; }

    /// <summary>Its last repair in this incident; empty when there was none.</summary>
    [Id(4)] public string Repair { get; init; } = "";

    /// <summary>That repair's stage.</summary>
    [Id(5)] public string Stage { get; init; } = "";
}

[GenerateSerializer, Alias("supertrack.evidence-view"), Immutable]
public sealed record EvidenceView
{
    [Id(0)] public required string Connector { get; init; }

    [Id(1)] public required string Stream { get; init; }

    [Id(2)] public required string Run { get; init; }

    [Id(3)] public required string Message { get; init; }
}

[GenerateSerializer, Alias("supertrack.incident-event"), Immutable]
public sealed record IncidentEventView
{
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>opened, joined, sound, repair, acknowledged, commented, reopened or resolved.</summary>
    [Id(1)] public required string What { get; init; }

    /// <summary>A connector, or who decided.</summary>
    [Id(2)] public required string By { get; init; }

    [Id(3)] public required string Detail { get; init; }
}
