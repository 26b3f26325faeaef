namespace Supertrack.Core.Healing.Incidents;

/// <summary>What belongs together, and how bad it is.</summary>
public sealed record IncidentPolicy
{
    /// <summary>Failures of kin, or of connectors' own credentials, are one incident when they come within this time of its last one. Default 15 minutes.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The same failure within this time after the end opens the incident again. Default 24 hours.</summary>
    public TimeSpan ReopenWithin { get; init; } = TimeSpan.FromHours(24);

    /// <summary>So many ailing connectors that nobody repairs make an incident critical. Default 5.</summary>
    public int ManyConnectors { get; init; } = 5;

    /// <summary>Incidents that are over and still known at their host; all of them stay in the list. Default 20.</summary>
    public int Remembered { get; init; } = 20;

    /// <summary>While the first repair of an incident has not ended, the other connectors wait for it, but no longer than this. Default 15 minutes.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A turn that was not given back after this long is taken for lost. Default 20 minutes.</summary>
    public TimeSpan TurnLease { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Who waits for a turn and is not called asks again after this long. Default 30 seconds.</summary>
    public TimeSpan AskAgain { get; init; } = TimeSpan.FromSeconds(30);
}
