using System.Net;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Stores.Http;

namespace Supertrack.Stores.Notifications;

/// <summary>Sends mail over SMTP, to servers that the egress policy allows.</summary>
internal static class MailSender
{
    /// <exception cref="HttpTransportException">The policy refuses the server, or its name has no address.</exception>
    public static async Task<DeliveryOutcome> SendAsync(OutgoingMessage message, EgressPolicy policy, CancellationToken cancellationToken)
    {
        if (!policy.AllowsHost(message.Host))
            throw new HttpTransportException(TransportFailure.Refused, $"The egress policy does not allow the host {message.Host}; an administrator can allow it.");
        try
        {
            var stream = await new EgressConnector(policy, proxy: null).ConnectAsync(new DnsEndPoint(message.Host, message.Port), cancellationToken);
            using var client = new SmtpClient();
            await client.ConnectAsync(stream, message.Host, message.Port, Security(message.Security), cancellationToken);
            if (message.User.Length > 0)
                await client.AuthenticateAsync(message.User, message.Secret, cancellationToken);
            using var mail = Mail(message);
            await client.SendAsync(mail, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return new DeliveryOutcome(true, "", false, TimeSpan.Zero);
        }
        catch (AuthenticationException error)
        {
            return Failed(message, $"did not accept user {message.User}: {error.Message}", retryable: true);
        }
        catch (SmtpCommandException error)
        {
            // 4xx passes (RFC 5321 4.2.1); 5xx is the server's last word about this message.
            return Failed(message, $"answered {(int)error.StatusCode}: {error.Message}", (int)error.StatusCode < 500);
        }
        catch (Exception error) when (error is ProtocolException or IOException or System.Net.Sockets.SocketException or SslHandshakeException or NotSupportedException)
        {
            return Failed(message, $"cannot be talked to: {error.Message.ReplaceLineEndings(" ")}", retryable: true);
        }
    }

    private static MimeMessage Mail(OutgoingMessage message)
    {
        var mail = new MimeMessage { Subject = message.Subject.ReplaceLineEndings(" "), Body = new TextPart("plain") { Text = message.Text } };
        mail.From.Add(MailboxAddress.Parse(message.From));
        mail.To.AddRange(message.To.Select(MailboxAddress.Parse));
        // One message sent twice is one for whoever sorts mail by its id.
        mail.MessageId = $"{Uri.EscapeDataString(message.Id)}@supertrack";
        mail.Headers.Add("X-Supertrack-Event", message.Type);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    private static SecureSocketOptions Security(string name) => name switch
    {
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private static DeliveryOutcome Failed(OutgoingMessage message, string what, bool retryable) =>
        new(false, $"The mail server {message.Host}:{message.Port} {what.TrimEnd('.')}. Correct the channel or the server.", retryable, TimeSpan.Zero);
}
