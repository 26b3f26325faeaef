using Supertrack.Core.Healing.Incidents;

namespace Supertrack.Core.Healing.Notifications;

/// <summary>What is on its way to a tenant's channels. All changes are made by <see cref="OutboxTransitions"/>.</summary>
public sealed record Outbox
{
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<Delivery> Waiting { get; init; } = [];

    /// <summary>Given up, oldest first; the last 200.</summary>
    public IReadOnlyList<Delivery> Dead { get; init; } = [];

    /// <summary>Arrived, oldest first; the last 50.</summary>
    public IReadOnlyList<Delivery> Delivered { get; init; } = [];

    /// <summary>Which channels know of which incidents.</summary>
    public IReadOnlyList<Heard> Heard { get; init; } = [];

    /// <summary>By host the number of its last notice that was taken.</summary>
    public IReadOnlyDictionary<string, long> Taken { get; init; } = new Dictionary<string, long>();
}

/// <param name="Incident">The incident.</param>
/// <param name="Channel">Who was told that it is open.</param>
public sealed record Heard(string Incident, string Channel);

/// <summary>One notification to one channel.</summary>
public sealed record Delivery
{
    /// <summary>The notice and the channel; the same however often it is sent.</summary>
    public required string Id { get; init; }

    public required string Channel { get; init; }

    public required string Incident { get; init; }

    /// <summary>opened, reopened, raised, acknowledged or resolved.</summary>
    public required string What { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>JSON.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not sent before; of one that is over, when that was.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Needless once somebody has acknowledged the incident.</summary>
    public bool UntilAcknowledged { get; init; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; init; }

    /// <summary>When the attempt in flight was begun; null when none is.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>What the last attempt failed with.</summary>
    public string Error { get; init; } = "";
}

/// <summary>A change of an incident, as far as it decides who is told when.</summary>
public sealed record Announcement
{
    public required string Id { get; init; }

    /// <summary>The host's number of the notice.</summary>
    public required long Number { get; init; }

    public required string Host { get; init; }

    public required string Incident { get; init; }

    /// <summary>opened, reopened, raised, acknowledged or resolved.</summary>
    public required string What { get; init; }

    public required IncidentSeverity Severity { get; init; }

    public bool Acknowledged { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Body { get; init; }
}

/// <summary>How an attempt went.</summary>
/// <param name="Delivered">The receiver took it.</param>
/// <param name="Message">For a person; no secrets. Empty when it was delivered.</param>
/// <param name="Retryable">The same message may be taken later.</param>
/// <param name="RetryAfter">The receiver asked to wait so long; zero when it did not.</param>
public sealed record DeliveryOutcome(bool Delivered, string Message, bool Retryable, TimeSpan RetryAfter);
