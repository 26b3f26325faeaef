using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Notifications;

/// <summary>What a person gives to make or replace a channel.</summary>
[GenerateSerializer, Alias("supertrack.channel-settings"), Immutable]
public sealed record ChannelSettings
{
    /// <summary>webhook, slack or email.</summary>
    [Id(0)] public required string Kind { get; init; }

    /// <summary>For webhook and slack: where it is posted. Slack's holds its secret and is never shown whole; null keeps the present one.</summary>
    [Id(1)] public string? Url { get; init; }

    /// <summary>For webhook the signing key, <c>whsec_</c> and Base64 of 24 to 64 bytes; for email the password. Null keeps the present one; a new webhook gets one made.</summary>
    [Id(2)] public string? Secret { get; init; }

    /// <summary>For email: the SMTP server.</summary>
    [Id(3)] public string Host { get; init; } = "";

    /// <summary>For email. Default 587.</summary>
    [Id(4)] public int Port { get; init; } = 587;

    /// <summary>For email: starttls (the default), tls from the first byte, or none.</summary>
    [Id(5)] public string Security { get; init; } = "starttls";

    /// <summary>For email: who signs in; empty for nobody.</summary>
    [Id(6)] public string User { get; init; } = "";

    [Id(7)] public string From { get; init; } = "";

    [Id(8)] public ImmutableArray<string> To { get; init; } = [];

    /// <summary>info, warning, error (the default) or critical: what is less is not told.</summary>
    [Id(9)] public string MinimumSeverity { get; init; } = "error";

    /// <summary>When only critical incidents are told at once, and the others afterwards; null for never.</summary>
    [Id(10)] public QuietHoursSettings? QuietHours { get; init; }

    /// <summary>Told only about incidents that nobody has acknowledged after so many minutes, 0 (the default) to 10,080; 0 tells at once.</summary>
    [Id(11)] public int EscalateAfterMinutes { get; init; }

    /// <summary>Default true.</summary>
    [Id(12)] public bool Enabled { get; init; } = true;
}

/// <summary>Every day; <c>To</c> before <c>From</c> goes over midnight.</summary>
[GenerateSerializer, Alias("supertrack.quiet-hours"), Immutable]
public sealed record QuietHoursSettings
{
    /// <summary>As 22:00.</summary>
    [Id(0)] public required string From { get; init; }

    /// <summary>As 07:00.</summary>
    [Id(1)] public required string To { get; init; }

    /// <summary>IANA's name, e.g. Europe/Berlin. Default UTC.</summary>
    [Id(2)] public string TimeZone { get; init; } = "UTC";
}
