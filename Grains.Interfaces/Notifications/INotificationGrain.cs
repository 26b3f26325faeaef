using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Interfaces.Notifications;

/// <summary>Who of one tenant is told about incidents, and what is on its way to them; the key is the tenant.</summary>
[Alias("supertrack.notification-grain")]
public interface INotificationGrain : IGrainWithStringKey
{
    /// <summary>Takes a change of an incident; once this returns, whoever is to hear of it will. The same notice twice is told once.</summary>
    [Alias("notify")]
    Task NotifyAsync(IncidentNotice notice);

    [Alias("channels"), RequiresRole(Role.Viewer)]
    Task<ImmutableArray<ChannelView>> ListChannelsAsync();

    /// <exception cref="Errors.NotFoundException">The tenant has no such channel.</exception>
    [Alias("channel"), RequiresRole(Role.Viewer)]
    Task<ChannelView> GetChannelAsync(string channel);

    /// <summary>Makes or replaces a channel.</summary>
    /// <param name="ifMatch">The etag that was read; null changes whatever is there.</param>
    /// <exception cref="Errors.InvalidRequestException">Something about it is wrong; the message says what.</exception>
    [Alias("set-channel"), RequiresRole(Role.Administrator)]
    Task<ChannelView> SetChannelAsync(string channel, ChannelSettings settings, string? ifMatch);

    /// <summary>Takes a channel away, with what is on its way to it.</summary>
    [Alias("remove-channel"), RequiresRole(Role.Administrator)]
    Task RemoveChannelAsync(string channel);

    /// <summary>Sends a test message at once and tells how it went.</summary>
    [Alias("test-channel"), RequiresRole(Role.Operator), ResponseTimeout("00:01:00")]
    Task<TestOutcome> TestChannelAsync(string channel);

    /// <summary>What is on its way, what was given up, and the last that arrived; the latest first.</summary>
    [Alias("deliveries"), RequiresRole(Role.Operator), ReadOnly]
    Task<ImmutableArray<DeliveryView>> ListDeliveriesAsync();

    /// <summary>Sends one that was given up once more.</summary>
    /// <exception cref="Errors.NotFoundException">There is no such one.</exception>
    [Alias("retry-delivery"), RequiresRole(Role.Operator)]
    Task<DeliveryView> RetryDeliveryAsync(string delivery);

    /// <summary>Forgets one that was given up.</summary>
    /// <exception cref="Errors.NotFoundException">There is no such one.</exception>
    [Alias("discard-delivery"), RequiresRole(Role.Operator)]
    Task DiscardDeliveryAsync(string delivery);

    /// <summary>A worker tells how a delivery went.</summary>
    [Alias("report-delivery")]
    Task ReportDeliveryAsync(DeliveryReport report);
}

/// <summary>Sends notifications; holds nothing between calls. Any key reaches any free worker.</summary>
[Alias("supertrack.notification-worker")]
public interface INotificationWorker : IGrainWithIntegerKey
{
    /// <summary>Sends and reports to the tenant's notifications. The caller does not wait; silence is noticed by its deadline.</summary>
    [Alias("deliver"), OneWay]
    Task DeliverAsync(DeliveryOrder order);

    /// <summary>Sends and answers how it went.</summary>
    [Alias("send"), ResponseTimeout("00:01:00")]
    Task<TestOutcome> SendAsync(DeliveryOrder order);
}
