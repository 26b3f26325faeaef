using Supertrack.Core.Healing.Incidents;
using Supertrack.Core.Healing.Notifications;

namespace Supertrack.Silo.Settings;

/// <summary>The section <c>Supertrack:Incidents</c>: what belongs together, and how bad it is.</summary>
public sealed class IncidentSettings
{
    /// <summary>Minutes within which failures of kin are one incident. Default 15, from 1 to 1,440.</summary>
    public double WindowMinutes { get; set; } = 15;

    /// <summary>The same failure within so many hours after the end opens the incident again. Default 24, from 0 to 720.</summary>
    public double ReopenHours { get; set; } = 24;

    /// <summary>So many ailing connectors that nothing repairs make an incident critical. Default 5, from 1 to 10,000.</summary>
    public int ManyConnectors { get; set; } = 5;

    /// <summary>Minutes for which connectors wait while another one of their host tries its repair. Default 15, from 0 to 1,440.</summary>
    public double WaitMinutes { get; set; } = 15;

    internal IncidentPolicy Policy => new()
    {
        Window = TimeSpan.FromMinutes(WindowMinutes),
        ReopenWithin = TimeSpan.FromHours(ReopenHours),
        ManyConnectors = ManyConnectors,
        LongestWait = TimeSpan.FromMinutes(WaitMinutes),
    };
}

/// <summary>The section <c>Supertrack:Notifications</c>.</summary>
public sealed class NotificationSettings
{
    /// <summary>Attempts before a notification is given up. Default 12, from 1 to 100.</summary>
    public int Attempts { get; set; } = 12;

    /// <summary>Seconds after the first failed attempt; each further wait is three times as long, up to six hours. Default 5, from 0.05 to 3,600.</summary>
    public double FirstWaitSeconds { get; set; } = 5;

    internal OutboxPolicy Policy => new() { Attempts = Attempts, FirstWait = TimeSpan.FromSeconds(FirstWaitSeconds) };
}
