namespace Supertrack.Core.Healing.Incidents;

/// <summary>The incidents of one host of one tenant.</summary>
public sealed record PlaceState
{
    /// <summary>Oldest first; those that are over are forgotten after a while.</summary>
    public IReadOnlyList<IncidentState> Incidents { get; init; } = [];

    /// <summary>The last number given.</summary>
    public int LastNumber { get; init; }

    public RepairTurns Turns { get; init; } = new();
}

/// <summary>What a report or a decision changed, for events and notifications.</summary>
/// <param name="What">opened, reopened, raised, changed, acknowledged, commented or resolved.</param>
/// <param name="Incident">As it is now.</param>
public sealed record IncidentChange(string What, IncidentState Incident);
