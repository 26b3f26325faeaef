using Supertrack.Core.Connectors.Egress;

namespace Supertrack.Core.Healing.Notifications;

/// <summary>Brings messages to their receivers, where the tenant's egress policy allows.</summary>
public interface INotificationSender
{
    /// <summary>Never throws for what the receiver does: that is the outcome.</summary>
    Task<DeliveryOutcome> SendAsync(string tenant, TenantReach reach, OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>A message as it is sent; holds secrets.</summary>
public sealed record OutgoingMessage
{
    /// <summary>The same however often it is sent.</summary>
    public required string Id { get; init; }

    public required ChannelKind Kind { get; init; }

    /// <summary>E.g. incident.opened.</summary>
    public required string Type { get; init; }

    /// <summary>For webhook and slack.</summary>
    public string Url { get; init; } = "";

    /// <summary>The signing key, or the password; empty for none.</summary>
    public string Secret { get; init; } = "";

    /// <summary>For email: the SMTP server.</summary>
    public string Host { get; init; } = "";

    public int Port { get; init; }

    /// <summary>starttls, tls or none.</summary>
    public string Security { get; init; } = "";

    public string User { get; init; } = "";

    public string From { get; init; } = "";

    public IReadOnlyList<string> To { get; init; } = [];

    public required string Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>JSON of the event.</summary>
    public required string Body { get; init; }
}
