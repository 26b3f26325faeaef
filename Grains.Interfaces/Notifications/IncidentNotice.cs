using Supertrack.Grains.Interfaces.Incidents;

namespace Supertrack.Grains.Interfaces.Notifications;

/// <summary>A change of an incident that somebody may want to hear of.</summary>
[GenerateSerializer, Alias("supertrack.incident-notice"), Immutable]
public sealed record IncidentNotice
{
    /// <summary>Names the change, for receivers too.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>opened, reopened, raised, acknowledged or resolved.</summary>
    [Id(1)] public required string What { get; init; }

    [Id(2)] public required DateTimeOffset At { get; init; }

    /// <summary>In its short form.</summary>
    [Id(3)] public required IncidentView Incident { get; init; }

    /// <summary>Grows with every notice of the host; they are handed over in that order.</summary>
    [Id(4)] public required long Number { get; init; }
}
