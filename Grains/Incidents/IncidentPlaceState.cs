using System.Collections.Immutable;
using Supertrack.Core.Healing.Incidents;
using Supertrack.Grains.Interfaces.Notifications;

namespace Supertrack.Grains.Incidents;

/// <summary>What the grain of a host's incidents keeps: a change and the notice of it are one write.</summary>
public sealed record IncidentPlaceState
{
    public PlaceState Place { get; init; } = new();

    /// <summary>Not yet handed over to the tenant's notifications, oldest first.</summary>
    public ImmutableArray<IncidentNotice> Outgoing { get; init; } = [];

    /// <summary>The last number given to a notice.</summary>
    public long LastNotice { get; init; }
}
