using Supertrack.Core.Healing.Incidents;
using Supertrack.Core.Healing.Notifications;

namespace Supertrack.Core.Tests.Healing.Notifications;

public sealed class OutboxTransitionsTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Night = new(2030, 1, 1, 23, 0, 0, TimeSpan.Zero);
    private static readonly OutboxPolicy Policy = new() { Attempts = 3 };

    private Outbox _outbox = new();
    private DateTimeOffset _now = Noon;
    private long _number;

    [Fact]
    public void Each_change_of_an_incident_is_told_once_to_whoever_wants_to_hear_of_it()
    {
        Channels(new Channel { Id = "all", Minimum = IncidentSeverity.Info }, new Channel { Id = "bad" }, new Channel { Id = "off", Enabled = false });
        Notify("opened", IncidentSeverity.Warning);
        Assert.Equal(["all"], Deliver());
        Notify("raised", IncidentSeverity.Error);
        Assert.Equal(["all", "bad"], Deliver());
        Notify("resolved", IncidentSeverity.Error);
        Assert.Equal(["all", "bad"], Deliver());
        Assert.Empty(_outbox.Waiting);
        Assert.Empty(_outbox.Heard);
    }

    [Fact]
    public void Who_never_heard_of_it_is_not_told_that_it_is_over()
    {
        Channels(new Channel { Id = "bad" });
        Notify("opened", IncidentSeverity.Warning);
        Notify("resolved", IncidentSeverity.Warning);
        Assert.Empty(_outbox.Waiting);
    }

    [Fact]
    public void A_notice_that_is_handed_over_twice_is_told_once()
    {
        Channels(new Channel { Id = "bad" });
        Notify("opened", IncidentSeverity.Error);
        _number--;
        Notify("opened", IncidentSeverity.Error);
        Assert.Single(_outbox.Waiting);
    }

    [Fact]
    public void In_quiet_hours_only_what_is_critical_is_told_and_in_the_morning_only_the_last_word()
    {
        Channels(new Channel { Id = "bad", Quiet = new QuietHours(new TimeOnly(22, 0), new TimeOnly(7, 0), "UTC") });
        _now = Night;
        Notify("opened", IncidentSeverity.Critical, incident: "2@b");
        Assert.Equal(["bad"], Deliver());
        Notify("opened", IncidentSeverity.Error);
        Assert.Empty(Deliver());
        _now += TimeSpan.FromHours(1);
        Notify("resolved", IncidentSeverity.Error);
        _now = Night.AddHours(8).AddTicks(-1);
        Assert.Empty(Deliver());
        _now = Night.AddHours(8);
        Assert.Equal("resolved", Assert.Single(_outbox.Waiting).What);
        Assert.Equal(["bad"], Deliver());
    }

    [Fact]
    public void What_nobody_acknowledges_goes_to_the_next_channel_after_its_time()
    {
        Channels(new Channel { Id = "first" }, new Channel { Id = "second", EscalateAfter = TimeSpan.FromMinutes(15) }, new Channel { Id = "third", EscalateAfter = TimeSpan.FromMinutes(60) });
        Notify("opened", IncidentSeverity.Error);
        Assert.Equal(["first"], Deliver());
        _now += TimeSpan.FromMinutes(10);
        Notify("raised", IncidentSeverity.Critical);
        Assert.Equal(["first"], Deliver());
        _now += TimeSpan.FromMinutes(5);
        Assert.Equal(["second"], Deliver());
        Notify("acknowledged", IncidentSeverity.Critical, acknowledged: true);
        Assert.Equal(["first", "second"], Deliver());
        _now += TimeSpan.FromHours(2);
        Assert.Empty(Deliver());
        Notify("resolved", IncidentSeverity.Critical, acknowledged: true);
        Assert.Equal(["first", "second"], Deliver());
    }

    [Fact]
    public void What_failed_is_tried_again_ever_later_and_given_up_at_last()
    {
        Channels(new Channel { Id = "bad" });
        Notify("opened", IncidentSeverity.Error);
        foreach (var wait in new[] { 5, 15 })
        {
            Assert.Equal(["bad"], Deliver(new DeliveryOutcome(false, "503", true, TimeSpan.Zero)));
            _now += TimeSpan.FromSeconds(wait) - TimeSpan.FromTicks(1);
            Assert.Empty(Deliver());
            _now += TimeSpan.FromTicks(1);
        }
        Assert.Equal(["bad"], Deliver(new DeliveryOutcome(false, "503", true, TimeSpan.Zero)));
        Assert.Empty(_outbox.Waiting);
        Assert.Equal(("503", 3), (_outbox.Dead[0].Error, _outbox.Dead[0].Attempts));
        _outbox = OutboxTransitions.Retry(_outbox, _outbox.Dead[0].Id, _now);
        Assert.Equal(["bad"], Deliver());
        Assert.Empty(_outbox.Dead);
    }

    [Fact]
    public void A_refusal_for_good_is_given_up_at_once_and_a_wait_that_is_asked_for_is_kept()
    {
        Channels(new Channel { Id = "a" }, new Channel { Id = "b" });
        Notify("opened", IncidentSeverity.Error);
        var (stored, send, _) = OutboxTransitions.Next(_outbox, Policy, _now);
        _outbox = OutboxTransitions.Report(stored, send[0].Id, 1, new DeliveryOutcome(false, "410", false, TimeSpan.Zero), Policy, _now);
        _outbox = OutboxTransitions.Report(_outbox, send[1].Id, 1, new DeliveryOutcome(false, "429", true, TimeSpan.FromMinutes(7)), Policy, _now);
        Assert.Equal("a", Assert.Single(_outbox.Dead).Channel);
        Assert.Equal(_now.AddMinutes(7), Assert.Single(_outbox.Waiting).DueAt);
    }

    [Fact]
    public void An_attempt_that_nobody_hears_of_is_made_again_and_a_late_report_of_it_changes_nothing()
    {
        Channels(new Channel { Id = "bad" });
        Notify("opened", IncidentSeverity.Error);
        (_outbox, var send, var look) = OutboxTransitions.Next(_outbox, Policy, _now);
        Assert.Equal(_now + Policy.AttemptDeadline, look);
        Assert.Empty(OutboxTransitions.Next(_outbox, Policy, _now).Send);
        _now += Policy.AttemptDeadline;
        (_outbox, var again, _) = OutboxTransitions.Next(_outbox, Policy, _now);
        Assert.Equal((send[0].Id, 2), (again[0].Id, again[0].Attempts));
        Assert.Same(_outbox, OutboxTransitions.Report(_outbox, send[0].Id, 1, new DeliveryOutcome(false, "late", true, TimeSpan.Zero), Policy, _now));
    }

    [Fact]
    public void Few_attempts_are_under_way_at_a_time()
    {
        Channels([.. Enumerable.Range(0, 20).Select(number => new Channel { Id = $"c{number:00}" })]);
        Notify("opened", IncidentSeverity.Error);
        (_outbox, var send, _) = OutboxTransitions.Next(_outbox, Policy, _now);
        Assert.Equal(Policy.InFlight, send.Count);
        Assert.Empty(OutboxTransitions.Next(_outbox, Policy, _now).Send);
    }

    [Fact]
    public void What_is_on_its_way_to_a_channel_goes_with_it()
    {
        Channels(new Channel { Id = "bad" });
        Notify("opened", IncidentSeverity.Error);
        Assert.Empty(OutboxTransitions.WithChannel(_outbox, "bad", null).Waiting);
    }

    private void Channels(params Channel[] channels) => _outbox = new Outbox { Channels = channels };

    private void Notify(string what, IncidentSeverity severity, bool acknowledged = false, string incident = "1@a") => _outbox = OutboxTransitions.Notify(
        _outbox,
        new Announcement { Id = $"a.{_number + 1}", Number = ++_number, Host = "a", Incident = incident, What = what, Severity = severity, Acknowledged = acknowledged, Subject = "s", Text = "t", Body = "{}" },
        _now);

    /// <summary>The channels to which something was sent now, each with the same outcome.</summary>
    private List<string> Deliver(DeliveryOutcome? outcome = null)
    {
        (_outbox, var send, _) = OutboxTransitions.Next(_outbox, Policy, _now);
        foreach (var one in send)
            _outbox = OutboxTransitions.Report(_outbox, one.Id, one.Attempts, outcome ?? new DeliveryOutcome(true, "", false, TimeSpan.Zero), Policy, _now);
        return [.. send.Select(one => one.Channel)];
    }
}
