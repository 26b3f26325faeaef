using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Stores.Http;

namespace Supertrack.Stores.Notifications;

/// <summary>Sends over the network, each message within half a minute or not.</summary>
/// <param name="policy">Where a tenant with this reach may go.</param>
public sealed class NotificationSender(PolicedTransports transports, Func<TenantReach, EgressPolicy> policy, TimeProvider clock) : INotificationSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<DeliveryOutcome> SendAsync(string tenant, TenantReach reach, OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var allowed = policy(reach);
        using var late = new CancellationTokenSource(Patience, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return message.Kind == ChannelKind.Email
                ? await MailSender.SendAsync(message, allowed, ending.Token)
                : await WebhookPost.SendAsync(transports.For(tenant, allowed), message, clock.GetUtcNow(), ending.Token);
        }
        catch (HttpTransportException error)
        {
            // What the policy refuses an administrator can allow meanwhile.
            return new DeliveryOutcome(false, error.Message, Retryable: true, TimeSpan.Zero);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome(false, $"No answer within {Patience.TotalSeconds:0} seconds. Check that the receiver runs.", Retryable: true, TimeSpan.Zero);
        }
    }
}
