using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Stores.Http;
using Supertrack.Stores.Notifications;

namespace Supertrack.Stores.Tests.Notifications;

public sealed class NotificationSenderTests : IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly EgressPolicy Loopback = new() { Allowed = [IPNetwork.Parse("127.0.0.0/8")] };

    private readonly PolicedTransports _transports = new(new HttpTransportOptions(), TimeProvider.System);

    [Fact]
    public async Task A_webhook_gets_the_event_signed_with_its_id_and_the_time()
    {
        await using var box = new PostBox();
        var message = Webhook(box);
        Assert.Equal(new DeliveryOutcome(true, "", false, TimeSpan.Zero), await SendAsync(message));
        var (headers, body) = Assert.Single(box.Got);
        Assert.Equal((message.Body, message.Id), (body, headers["webhook-id"]));
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(headers["webhook-timestamp"]));
        Assert.InRange(at, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Equal(WebhookSignature.Sign(Secret, message.Id, at, body), headers["webhook-signature"]);
    }

    [Fact]
    public async Task Slack_gets_a_text_in_which_nothing_is_taken_for_markup()
    {
        await using var box = new PostBox();
        Assert.True((await SendAsync(Webhook(box) with { Kind = ChannelKind.Slack, Secret = "", Text = "cause: <https://evil.example|click> & more" })).Delivered);
        var text = JsonDocument.Parse(Assert.Single(box.Got).Body).RootElement.GetProperty("text").GetString();
        Assert.Equal("*An incident*\ncause: &lt;https://evil.example|click&gt; &amp; more", text);
    }

    [Theory]
    [InlineData(503, true)]
    [InlineData(429, true)]
    [InlineData(404, true)]
    [InlineData(410, false)]
    [InlineData(400, false)]
    public async Task A_refusal_says_whether_to_try_again_and_shows_no_secret_of_the_address(int status, bool retryable)
    {
        await using var box = new PostBox { Status = status, RetryAfter = "7" };
        var outcome = await SendAsync(Webhook(box));
        Assert.Equal((false, retryable, TimeSpan.FromSeconds(7)), (outcome.Delivered, outcome.Retryable, outcome.RetryAfter));
        Assert.Contains($"answered {status}: no thanks", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-path", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_egress_policy_holds_for_every_kind()
    {
        await using var box = new PostBox();
        await using var mail = new MailBox();
        foreach (var message in new[] { Webhook(box), Webhook(box) with { Kind = ChannelKind.Slack }, Mail(mail) })
        {
            var outcome = await SendAsync(message, EgressPolicy.PublicOnly);
            Assert.Contains("egress policy", outcome.Message, StringComparison.Ordinal);
            var named = await SendAsync(message, Loopback with { TenantHosts = ["hooks.example.com"] });
            Assert.Contains("egress policy", named.Message, StringComparison.Ordinal);
        }
        Assert.Empty(box.Got);
        Assert.Empty(mail.Got);
    }

    [Fact]
    public async Task A_mail_reaches_all_its_receivers_from_who_signed_in()
    {
        await using var mail = new MailBox();
        Assert.Equal(new DeliveryOutcome(true, "", false, TimeSpan.Zero), await SendAsync(Mail(mail) with { User = "supertrack", Secret = "right" }));
        var got = Assert.Single(mail.Got);
        Assert.StartsWith("supertrack\nada@example.com,bob@example.com\n", got, StringComparison.Ordinal);
        Assert.Contains("Subject: An incident", got, StringComparison.Ordinal);
        Assert.Contains("Message-Id: <acme.host.1.ops@supertrack>", got, StringComparison.Ordinal);
        Assert.Contains("X-Supertrack-Event: incident.opened", got, StringComparison.Ordinal);
        Assert.Contains("It is broken.", got, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_the_server_refuses_says_so()
    {
        await using var mail = new MailBox();
        var wrong = await SendAsync(Mail(mail) with { User = "supertrack", Secret = "wrong-password" });
        Assert.False(wrong.Delivered);
        Assert.DoesNotContain("wrong-password", wrong.Message, StringComparison.Ordinal);
        var unknown = await SendAsync(Mail(mail) with { To = [MailBox.Unknown] });
        Assert.Equal((false, false), (unknown.Delivered, unknown.Retryable));
        Assert.Contains("550", unknown.Message, StringComparison.Ordinal);
        var insecure = await SendAsync(Mail(mail) with { Security = "starttls" });
        Assert.Equal((false, true), (insecure.Delivered, insecure.Retryable));
        Assert.Empty(mail.Got);
    }

    [Fact]
    public async Task Nobody_there_is_tried_again()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var message = new OutgoingMessage { Id = "1", Kind = ChannelKind.Webhook, Type = "test", Url = $"http://127.0.0.1:{port}/", Subject = "s", Text = "t", Body = "{}" };
        Assert.True(await SendAsync(message) is { Delivered: false, Retryable: true });
        Assert.True(await SendAsync(message with { Kind = ChannelKind.Email, Host = "127.0.0.1", Port = port, Security = "none", From = "a@example.com", To = ["b@example.com"] }) is { Delivered: false, Retryable: true });
    }

    public void Dispose() => _transports.Dispose();

    private Task<DeliveryOutcome> SendAsync(OutgoingMessage message, EgressPolicy? policy = null) =>
        new NotificationSender(_transports, _ => policy ?? Loopback, TimeProvider.System).SendAsync("acme", TenantReach.None, message, CancellationToken.None);

    private static OutgoingMessage Webhook(PostBox box) => new()
    {
        Id = "acme.host.1.ops",
        Kind = ChannelKind.Webhook,
        Type = "incident.opened",
        Url = box.Address,
        Secret = Secret,
        Subject = "An incident",
        Text = "It is broken.",
        Body = """{"type":"incident.opened"}""",
    };

    private static OutgoingMessage Mail(MailBox box) => new()
    {
        Id = "acme.host.1.ops",
        Kind = ChannelKind.Email,
        Type = "incident.opened",
        Host = "127.0.0.1",
        Port = box.Port,
        Security = "none",
        From = "supertrack@example.com",
        To = ["ada@example.com", "bob@example.com"],
        Subject = "An incident",
        Text = "It is broken.",
        Body = "{}",
    };
}
