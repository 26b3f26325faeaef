using System.Globalization;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Core.Secrets;
using Supertrack.Grains.Incidents;
using Supertrack.Grains.Interfaces.Notifications;

namespace Supertrack.Grains.Notifications;

/// <summary>Deliveries as workers and readers get them.</summary>
internal static class DeliveryOrders
{
    public static DeliveryOrder Order(string tenant, Delivery delivery, Channel channel, ISecretBox secrets)
    {
        var order = new DeliveryOrder
        {
            Tenant = tenant,
            Delivery = delivery.Id,
            Attempt = delivery.Attempts,
            Kind = IncidentViews.Name(channel.Kind),
            Secret = channel.SealedSecret.Length > 0 ? secrets.Open(channel.SealedSecret) : "",
            Type = Type(delivery),
            Subject = delivery.Subject,
            Text = delivery.Text,
            Body = delivery.Body,
        };
        if (channel.Kind != ChannelKind.Email)
            return order with { Url = secrets.Open(channel.Address) };
        var colon = channel.Address.LastIndexOf(':');
        return order with
        {
            Host = channel.Address[..colon],
            Port = int.Parse(channel.Address[(colon + 1)..], CultureInfo.InvariantCulture),
            Security = channel.Security,
            User = channel.User,
            From = channel.From,
            To = [.. channel.To],
        };
    }

    public static OutgoingMessage Message(DeliveryOrder order) => new()
    {
        Id = order.Delivery,
        Kind = Enum.Parse<ChannelKind>(order.Kind, ignoreCase: true),
        Type = order.Type,
        Url = order.Url,
        Secret = order.Secret,
        Host = order.Host,
        Port = order.Port,
        Security = order.Security,
        User = order.User,
        From = order.From,
        To = order.To,
        Subject = order.Subject,
        Text = order.Text,
        Body = order.Body,
    };

    public static DeliveryView View(Delivery delivery, string status) => new()
    {
        Id = delivery.Id,
        Channel = delivery.Channel,
        Incident = delivery.Incident,
        Type = Type(delivery),
        Status = status,
        CreatedAt = delivery.CreatedAt,
        At = delivery.DueAt,
        Attempts = delivery.Attempts,
        Error = delivery.Error,
    };

    private static string Type(Delivery delivery) => delivery.Incident.Length > 0 ? "incident." + delivery.What : delivery.What;
}
