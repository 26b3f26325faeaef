using Supertrack.Core.Healing.Incidents;

namespace Supertrack.Core.Healing.Notifications;

/// <summary>Ways to tell somebody.</summary>
public enum ChannelKind
{
    /// <summary>An HTTP POST, signed.</summary>
    Webhook,

    /// <summary>An incoming webhook of Slack, or of what understands the same.</summary>
    Slack,

    Email,
}

/// <summary>Somebody who is told about incidents.</summary>
public sealed record Channel
{
    public required string Id { get; init; }

    public ChannelKind Kind { get; init; }

    /// <summary>The URL (encrypted), or the SMTP server as host:port.</summary>
    public string Address { get; init; } = "";

    /// <summary>For email: starttls, tls or none.</summary>
    public string Security { get; init; } = "";

    public string User { get; init; } = "";

    public string From { get; init; } = "";

    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The signing key or password, encrypted; empty for none.</summary>
    public string SealedSecret { get; init; } = "";

    public IncidentSeverity Minimum { get; init; } = IncidentSeverity.Error;

    public QuietHours? Quiet { get; init; }

    /// <summary>Zero tells at once; more tells only what nobody has acknowledged by then.</summary>
    public TimeSpan EscalateAfter { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }
}
