using System.Globalization;
using System.Text;
using System.Text.Json;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Healing.Notifications;

namespace Supertrack.Stores.Notifications;

/// <summary>Posts a message to a webhook, or to what takes Slack's incoming webhooks, and reads how it was taken.</summary>
internal static class WebhookPost
{
    private const int MostReason = 200;

    /// <exception cref="HttpTransportException">No answer came.</exception>
    public static async Task<DeliveryOutcome> SendAsync(IHttpTransport transport, OutgoingMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var answer = await transport.SendAsync(message.Kind == ChannelKind.Slack ? Slack(message) : Webhook(message, now), cancellationToken);
        if (answer.Status is >= 200 and < 300)
            return new DeliveryOutcome(true, "", false, TimeSpan.Zero);
        var host = new Uri(message.Url).Host;
        var reason = $"{host} answered {answer.Status}{await ReasonAsync(answer, message, cancellationToken)}. Correct the channel's address or the receiver.";
        // Gone says that nobody listens there any more, and the other refusals that the message itself is not wanted: only people change that.
        var retryable = answer.Status is 408 or 409 or 423 or 425 or 429 or >= 500 or 404 or 401 or 403;
        return new DeliveryOutcome(false, reason, retryable, RetryAfter(answer));
    }

    private static HttpExchangeRequest Webhook(OutgoingMessage message, DateTimeOffset now)
    {
        var headers = new List<KeyValuePair<string, string>>
        {
            new("Content-Type", "application/json"),
            new("User-Agent", "Supertrack"),
            new("webhook-id", message.Id),
            new("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        };
        if (message.Secret.Length > 0)
            headers.Add(new("webhook-signature", WebhookSignature.Sign(message.Secret, message.Id, now, message.Body)));
        return new HttpExchangeRequest { Method = "POST", Url = message.Url, Headers = headers, Body = Encoding.UTF8.GetBytes(message.Body), Secrets = [message.Url, message.Secret] };
    }

    private static HttpExchangeRequest Slack(OutgoingMessage message)
    {
        // Slack reads these three characters as markup (https://docs.slack.dev/messaging/formatting-message-text).
        var text = $"*{message.Subject}*\n{message.Text}".Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return new HttpExchangeRequest
        {
            Method = "POST",
            Url = message.Url,
            Headers = [new("Content-Type", "application/json"), new("User-Agent", "Supertrack")],
            Body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["text"] = text }),
            Secrets = [message.Url],
        };
    }

    private static async Task<string> ReasonAsync(HttpExchangeResponse answer, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostReason];
        var read = await answer.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var text = string.Concat(Encoding.UTF8.GetString(buffer, 0, read).Where(character => !char.IsControl(character))).Trim();
        // A receiver may echo what it was sent.
        return text.Length == 0 || text.Contains(new Uri(message.Url).PathAndQuery, StringComparison.Ordinal) ? "" : ": " + text;
    }

    private static TimeSpan RetryAfter(HttpExchangeResponse answer) =>
        int.TryParse(answer.Header("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
}
