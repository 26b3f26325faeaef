using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Notifications;

/// <summary>A channel as readers see it: no secrets.</summary>
[GenerateSerializer, Alias("supertrack.channel-view"), Immutable]
public sealed record ChannelView
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Tenant { get; init; }

    /// <summary>webhook, slack or email.</summary>
    [Id(2)] public required string Kind { get; init; }

    /// <summary>Where it goes: a URL without what may be secret in it, or the SMTP server.</summary>
    [Id(3)] public string Address { get; init; } = "";

    /// <summary>For email: starttls, tls or none.</summary>
    [Id(4)] public string Security { get; init; } = "";

    [Id(5)] public string User { get; init; } = "";

    [Id(6)] public string From { get; init; } = "";

    [Id(7)] public ImmutableArray<string> To { get; init; } = [];

    [Id(8)] public required string MinimumSeverity { get; init; }

    [Id(9)] public QuietHoursSettings? QuietHours { get; init; }

    [Id(10)] public int EscalateAfterMinutes { get; init; }

    [Id(11)] public bool Enabled { get; init; }

    /// <summary>Whether a signing key or password is kept.</summary>
    [Id(12)] public bool HasSecret { get; init; }

    /// <summary>The signing key, in the answer that made it and nowhere else.</summary>
    [Id(13)] public string? Secret { get; init; }

    [Id(14)] public required string Etag { get; init; }
}
