using System.Text;
using System.Text.Json;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Notifications;
using Supertrack.Grains.Tests.Connectors;
using Supertrack.Grains.Tests.Incidents;

namespace Supertrack.Grains.Tests.Notifications;

public sealed class NotificationGrainTests : IDisposable
{
    private const string Address = "https://hooks.example.com/services/hush-hush";
    private static readonly ChannelSettings Webhook = new() { Kind = "webhook", Url = Address };
    private static readonly OutboxPolicy Quick = new() { Attempts = 2, FirstWait = TimeSpan.FromMilliseconds(20) };

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-notifications-").FullName;
    private readonly RecordingSender _sender = new();

    [Fact]
    public async Task Each_change_of_an_incident_reaches_its_channel_once_with_what_happened()
    {
        var hosts = new BreakingHosts();
        await using var silo = await TestSilo.StartAsync(_folder, hosts, sender: _sender);
        await Notifications(silo).SetChannelAsync("ops", Webhook, null);
        await silo.Connector("crm").RegisterAsync(new ConnectorDefinition { Manifest = BreakingHosts.Manifest("api.example.com") });
        hosts.Break("api.example.com");
        await RunAsync(silo);
        await RunAsync(silo);
        await _sender.UntilAsync(1);
        hosts.Mend("api.example.com");
        await RunAsync(silo);
        await _sender.UntilAsync(2);
        Assert.Equal(["incident.opened", "incident.resolved"], _sender.Sent.Select(one => one.Type));
        Assert.Equal(2, _sender.Sent.Select(one => one.Id).Distinct().Count());
        var told = JsonSerializer.Deserialize<JsonElement>(_sender.Sent[0].Body);
        Assert.Equal(("incident.opened", "1@api.example.com"), (told.GetProperty("type").GetString(), told.GetProperty("data").GetProperty("id").GetString()));
        Assert.Contains("crm", _sender.Sent[0].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_delivered_before_the_silo_stopped_is_delivered_after_it_with_the_same_id()
    {
        _sender.Answer = _ => new DeliveryOutcome(false, "503", true, TimeSpan.Zero);
        await using (var silo = await TestSilo.StartAsync(_folder, new BreakingHosts(), sender: _sender, outbox: new OutboxPolicy { FirstWait = TimeSpan.FromMilliseconds(500) }))
        {
            await Notifications(silo).SetChannelAsync("ops", Webhook, null);
            await NotifyAsync(silo, 1);
            await _sender.UntilAsync(1);
        }
        var back = new RecordingSender();
        await using (var silo = await TestSilo.StartAsync(_folder, new BreakingHosts(), sender: back))
        {
            // What was taken before is not taken again, whoever hands it over once more.
            await NotifyAsync(silo, 1);
            await back.UntilAsync(1);
            Assert.Equal(_sender.Sent[0].Id, Assert.Single(back.Sent).Id);
            await UntilAsync(silo, all => all is [{ Status: "delivered" }]);
        }
    }

    [Fact]
    public async Task What_was_given_up_is_shown_and_can_be_sent_again_or_forgotten()
    {
        _sender.Answer = _ => new DeliveryOutcome(false, "hooks.example.com answered 503", true, TimeSpan.Zero);
        await using var silo = await TestSilo.StartAsync(_folder, new BreakingHosts(), sender: _sender, outbox: Quick);
        await Notifications(silo).SetChannelAsync("ops", Webhook, null);
        await NotifyAsync(silo, 1);
        var dead = (await UntilAsync(silo, all => all is [{ Status: "dead" }]))[0];
        Assert.Equal((2, "hooks.example.com answered 503"), (dead.Attempts, dead.Error));
        _sender.Answer = null;
        await Notifications(silo).RetryDeliveryAsync(dead.Id);
        await UntilAsync(silo, all => all is [{ Status: "delivered" }]);
        await Assert.ThrowsAsync<NotFoundException>(() => Notifications(silo).DiscardDeliveryAsync(dead.Id));
    }

    [Fact]
    public async Task Secrets_are_shown_once_or_never_and_do_not_lie_readable_in_the_engines_store()
    {
        await using (var silo = await TestSilo.StartAsync(_folder, new BreakingHosts(), sender: _sender))
        {
            var made = await Notifications(silo).SetChannelAsync("ops", Webhook, null);
            Assert.True(WebhookSignature.IsSecret(made.Secret!));
            await Notifications(silo).TestChannelAsync("ops");
            Assert.Equal((Address, made.Secret), (_sender.Sent[0].Url, _sender.Sent[0].Secret));
            var shown = await Notifications(silo, Role.Viewer).GetChannelAsync("ops");
            Assert.Equal((null, true, "https://hooks.example.com/***"), (shown.Secret, shown.HasSecret, shown.Address));
            var changed = await Notifications(silo).SetChannelAsync("ops", new ChannelSettings { Kind = "webhook", MinimumSeverity = "critical" }, made.Etag);
            Assert.Null(changed.Secret);
            await Notifications(silo).TestChannelAsync("ops");
            Assert.Equal((Address, made.Secret), (_sender.Sent[1].Url, _sender.Sent[1].Secret));
            await Notifications(silo).SetChannelAsync("mail", new ChannelSettings { Kind = "email", Host = "smtp.example.com", User = "me", Secret = "mail-password", From = "a@example.com", To = ["b@example.com"] }, null);
            await Assert.ThrowsAsync<ChangedException>(() => Notifications(silo).SetChannelAsync("ops", Webhook, made.Etag));
        }
        foreach (var file in Directory.EnumerateFiles(_folder, "*.db*"))
        {
            var text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain("hush-hush", text, StringComparison.Ordinal);
            Assert.DoesNotContain("mail-password", text, StringComparison.Ordinal);
            Assert.DoesNotContain("whsec_", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_an_administrator_changes_channels_and_what_is_wrong_about_one_is_said()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new BreakingHosts(), sender: _sender);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Notifications(silo, Role.Editor).SetChannelAsync("ops", Webhook, null));
        await Assert.ThrowsAsync<NotFoundException>(() => Notifications(silo).TestChannelAsync("ops"));
        foreach (var (settings, word) in new[]
        {
            (Webhook with { Kind = "pigeon" }, "kind"),
            (Webhook with { Url = "ftp://example.com" }, "url"),
            (Webhook with { Secret = "short" }, "whsec_"),
            (Webhook with { MinimumSeverity = "terrible" }, "severity"),
            (Webhook with { EscalateAfterMinutes = -1 }, "escalateAfterMinutes"),
            (Webhook with { QuietHours = new QuietHoursSettings { From = "10 pm", To = "07:00" } }, "quietHours"),
            (Webhook with { QuietHours = new QuietHoursSettings { From = "22:00", To = "07:00", TimeZone = "Mars/Olympus" } }, "time zone"),
            (new ChannelSettings { Kind = "email", Host = "smtp.example.com", From = "a@example.com" }, "to has 0"),
            (new ChannelSettings { Kind = "email", Host = "smtp.example.com", From = "nobody", To = ["b@example.com"] }, "mail address"),
            (new ChannelSettings { Kind = "email", Host = "smtp.example.com", Security = "none", User = "me", From = "a@example.com", To = ["b@example.com"] }, "open connection"),
        })
        {
            var refused = await Assert.ThrowsAsync<InvalidRequestException>(() => Notifications(silo).SetChannelAsync("ops", settings, null));
            Assert.Contains(word, refused.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static INotificationGrain Notifications(TestSilo silo, Role role = Role.Administrator)
    {
        silo.ActAs(role);
        return silo.Grains.GetGrain<INotificationGrain>(TestSilo.Tenant);
    }

    private static async Task RunAsync(TestSilo silo)
    {
        var run = await silo.Connector("crm").StartRunAsync(new RunRequest());
        await silo.WaitAsync("crm", run.Id, "succeeded", "failed");
    }

    private static Task NotifyAsync(TestSilo silo, long number)
    {
        silo.Seal.ActAsPlatform(TestSilo.Tenant, "test");
        return silo.Grains.GetGrain<INotificationGrain>(TestSilo.Tenant).NotifyAsync(Notices.Opened(number, DateTimeOffset.UnixEpoch));
    }

    private static async Task<IReadOnlyList<DeliveryView>> UntilAsync(TestSilo silo, Func<IReadOnlyList<DeliveryView>, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            IReadOnlyList<DeliveryView> all = await Notifications(silo).ListDeliveriesAsync();
            if (reached(all))
                return all;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"The notifications did not get there: {string.Join(", ", all)}");
            await Task.Yield();
        }
    }
}
