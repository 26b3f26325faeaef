using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Core.Secrets;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Notifications;

namespace Supertrack.Grains.Notifications;

/// <summary>A tenant's channels and outbox. What it decides is in <see cref="OutboxTransitions"/>; each decision is stored before anything is sent.</summary>
public sealed class NotificationGrain(
    [PersistentState(StorageNames.Notifications, StorageNames.Provider)] IPersistentState<NotificationState> state,
    ISecretBox secrets,
    CallerSeal seal,
    Projection projection,
    OutboxPolicy policy,
    TimeProvider clock,
    ILogger<NotificationGrain> log) : Grain, INotificationGrain, IRemindable
{
    private const string ReminderName = "outbox";
    private const int MostChannels = 50;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private IGrainTimer? _timer;

    private string Tenant => this.GetPrimaryKeyString();

    private Outbox Outbox => state.State.Outbox;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Outbox.Waiting.Count > 0)
            ArmTimer(clock.GetUtcNow());
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task NotifyAsync(IncidentNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (Outbox.Channels.Count == 0)
            return;
        var next = OutboxTransitions.Notify(Outbox, NoticeText.Of(notice), clock.GetUtcNow());
        if (ReferenceEquals(next, Outbox))
            return;
        await StoreAsync(next);
        await DriveAsync();
    }

    public Task<ImmutableArray<ChannelView>> ListChannelsAsync() => Task.FromResult(Outbox.Channels.Select(View).ToImmutableArray());

    public Task<ChannelView> GetChannelAsync(string channel) => Task.FromResult(View(Existing(channel)));

    public async Task<ChannelView> SetChannelAsync(string channel, ChannelSettings settings, string? ifMatch)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var present = Find(channel);
        ETags.Require(present?.Version ?? 0, ifMatch, $"Channel {channel}");
        if (present is null && Outbox.Channels.Count >= MostChannels)
            throw new ConflictException("too_many_channels", $"Tenant {Tenant} has {MostChannels} channels, the most there can be. Remove one first.");
        var (accepted, made) = Channels.Accept(channel, settings, present, secrets);
        await StoreAsync(OutboxTransitions.WithChannel(Outbox, channel, accepted));
        var view = View(accepted);
        await projection.TellAsync(Tenant, present is null ? "channel.created" : "channel.changed", "notifications/channels/" + channel, view);
        return view with { Secret = made };
    }

    public async Task RemoveChannelAsync(string channel)
    {
        var present = Existing(channel);
        await StoreAsync(OutboxTransitions.WithChannel(Outbox, channel, null));
        await projection.TellAsync(Tenant, "channel.removed", "notifications/channels/" + channel, View(present));
    }

    public Task<TestOutcome> TestChannelAsync(string channel)
    {
        var present = Existing(channel);
        var now = clock.GetUtcNow();
        var test = new Delivery
        {
            Id = $"test.{channel}.{now.ToUnixTimeMilliseconds()}",
            Channel = channel,
            Incident = "",
            What = "test",
            Subject = $"Test of channel {channel} of {Tenant}",
            Text = "This is a test. Incidents will be told here.",
            Body = ViewJson.Text(new { type = "test", timestamp = now, data = new { tenant = Tenant, channel } }),
            CreatedAt = now,
            DueAt = now,
            Attempts = 1,
        };
        return Worker().SendAsync(DeliveryOrders.Order(Tenant, test, present, secrets));
    }

    public Task<ImmutableArray<DeliveryView>> ListDeliveriesAsync() => Task.FromResult(
        Outbox.Waiting.Select(one => DeliveryOrders.View(one, "waiting"))
            .Concat(Outbox.Dead.Select(one => DeliveryOrders.View(one, "dead")))
            .Concat(Outbox.Delivered.Select(one => DeliveryOrders.View(one, "delivered")))
            .OrderByDescending(one => one.CreatedAt).ThenBy(one => one.Id, StringComparer.Ordinal)
            .ToImmutableArray());

    public async Task<DeliveryView> RetryDeliveryAsync(string delivery)
    {
        RequireDead(delivery);
        await StoreAsync(OutboxTransitions.Retry(Outbox, delivery, clock.GetUtcNow()));
        var view = DeliveryOrders.View(Outbox.Waiting.First(one => one.Id == delivery), "waiting");
        await DriveAsync();
        return view;
    }

    public Task DiscardDeliveryAsync(string delivery)
    {
        RequireDead(delivery);
        return StoreAsync(Outbox with { Dead = [.. Outbox.Dead.Where(one => one.Id != delivery)] });
    }

    public async Task ReportDeliveryAsync(DeliveryReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var outcome = new DeliveryOutcome(report.Outcome.Delivered, report.Outcome.Message, report.Outcome.Retryable, TimeSpan.FromSeconds(report.Outcome.RetryAfterSeconds));
        var next = OutboxTransitions.Report(Outbox, report.Delivery, report.Attempt, outcome, policy, clock.GetUtcNow());
        if (ReferenceEquals(next, Outbox))
            return;
        var sent = Outbox.Waiting.First(one => one.Id == report.Delivery);
        await StoreAsync(next);
        if (!outcome.Delivered)
            GrainLog.NotDelivered(log, sent.Id, Tenant, sent.Channel, report.Attempt, outcome.Message);
        if (next.Dead.FirstOrDefault(one => one.Id == sent.Id) is { } dead)
            await projection.TellAsync(Tenant, "notification.dead", "notifications/deliveries/" + sent.Id, DeliveryOrders.View(dead, "dead"));
        await DriveAsync();
    }

    /// <summary>A tick says only that it may be time to look: state says what is due.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => DriveAsync();

    /// <summary>Decides, stores the decision, and only then sends.</summary>
    private async Task DriveAsync()
    {
        var (next, send, lookAgainAt) = OutboxTransitions.Next(Outbox, policy, clock.GetUtcNow());
        await ArmReminderAsync(next.Waiting.Count > 0);
        if (send.Count > 0)
            await StoreAsync(next);
        foreach (var delivery in send)
            await Worker().DeliverAsync(DeliveryOrders.Order(Tenant, delivery, Existing(delivery.Channel), secrets));
        ArmTimer(lookAgainAt);
    }

    /// <summary>The timer is quick and dies with the activation; the reminder is slow and survives everything.</summary>
    private void ArmTimer(DateTimeOffset? at)
    {
        _timer?.Dispose();
        _timer = null;
        if (at is not { } due)
            return;
        var wait = due - clock.GetUtcNow();
        // What is due later than a reminder ticks is left to the reminder.
        _timer = this.RegisterGrainTimer(
            static (NotificationGrain grain, CancellationToken _) => grain.DriveAsync(), this,
            new GrainTimerCreationOptions(wait <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : wait < ReminderPeriod ? wait : ReminderPeriod, Timeout.InfiniteTimeSpan));
    }

    private async Task ArmReminderAsync(bool wanted)
    {
        var present = await this.GetReminder(ReminderName);
        if (wanted && present is null)
            await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
        else if (!wanted && present is not null)
            await this.UnregisterReminder(present);
    }

    private Task StoreAsync(Outbox next)
    {
        state.State = state.State with { Outbox = next };
        return state.WriteStateAsync();
    }

    private Channel? Find(string channel) => Outbox.Channels.FirstOrDefault(one => one.Id == channel);

    private Channel Existing(string channel) => Find(channel)
        ?? throw new NotFoundException($"Tenant {Tenant} has no channel {channel}. Make it with PUT /api/v1/tenants/{Tenant}/notifications/channels/{channel}.");

    private void RequireDead(string delivery)
    {
        if (Outbox.Dead.All(one => one.Id != delivery))
            throw new NotFoundException($"There is no notification {delivery} that was given up. GET .../notifications/deliveries lists those there are.");
    }

    private ChannelView View(Channel channel) => Channels.View(Tenant, channel, secrets);

    private INotificationWorker Worker()
    {
        seal.ActAsPlatform(Tenant, "notifications");
        return GrainFactory.GetGrain<INotificationWorker>(0);
    }
}
