using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Notifications;
using Supertrack.Grains.Notifications;
using Supertrack.Grains.Tenants;

namespace Supertrack.Grains.Agents;

/// <summary>Sends beside the grain's scheduler, under the tenant's egress policy of this moment.</summary>
[StatelessWorker(8)]
public sealed class NotificationWorker(INotificationSender sender, CallerSeal seal, IHostApplicationLifetime lifetime, ILogger<NotificationWorker> log) : Grain, INotificationWorker
{
    public async Task DeliverAsync(DeliveryOrder order)
    {
        var outcome = await TrySendAsync(order);
        // A silo that stops says nothing: the attempt is made again after its deadline.
        if (outcome is null)
            return;
        seal.ActAsPlatform(order.Tenant, "notification-worker");
        await GrainFactory.GetGrain<INotificationGrain>(order.Tenant).ReportDeliveryAsync(new DeliveryReport { Delivery = order.Delivery, Attempt = order.Attempt, Outcome = outcome });
    }

    public async Task<TestOutcome> SendAsync(DeliveryOrder order) =>
        await TrySendAsync(order) ?? new TestOutcome { Delivered = false, Retryable = true, Message = "The silo is stopping. Try again when it is back." };

    private async Task<TestOutcome?> TrySendAsync(DeliveryOrder order)
    {
        var stopping = lifetime.ApplicationStopping;
        try
        {
            var reach = await GrainFactory.ReachAsync(seal, order.Tenant);
            var message = DeliveryOrders.Message(order);
            var outcome = await Task.Run(() => sender.SendAsync(order.Tenant, reach, message, stopping), CancellationToken.None);
            return new TestOutcome { Delivered = outcome.Delivered, Message = outcome.Message, Retryable = outcome.Retryable, RetryAfterSeconds = outcome.RetryAfter.TotalSeconds };
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            GrainLog.SendingFailed(log, error, order.Delivery, order.Tenant);
            return new TestOutcome { Delivered = false, Retryable = true, Message = $"Sending itself failed ({error.GetType().Name}). See the silo's log of this moment." };
        }
    }
}
