using Supertrack.Core.Healing.Notifications;

namespace Supertrack.Grains.Notifications;

/// <summary>What a tenant's notifications keep.</summary>
public sealed record NotificationState
{
    public Outbox Outbox { get; init; } = new();
}
