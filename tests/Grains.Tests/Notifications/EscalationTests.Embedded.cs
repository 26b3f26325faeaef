using Microsoft.Extensions.Time.Testing;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Notifications;
using Supertrack.Grains.Tests.Connectors;
using Supertrack.Grains.Tests.Incidents;

namespace Supertrack.Grains.Tests.Notifications;

/// <summary>Escalation and quiet hours on the engine's reminders, with a clock of the test's.</summary>
public sealed class EscalationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-escalation-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly RecordingSender _sender = new();

    [Fact]
    public async Task What_nobody_acknowledges_goes_to_the_next_channel_also_after_a_restart()
    {
        await using (var silo = await StartAsync())
        {
            await ChannelAsync(silo, "first", 0);
            await ChannelAsync(silo, "second", 15);
            await NotifyAsync(silo, Notices.Opened(1, _time.GetUtcNow()));
            await DeliveredAsync(silo, 1);
            _time.Advance(TimeSpan.FromMinutes(14));
        }
        await using (var silo = await StartAsync())
        {
            await AdvanceAsync(1);
            await DeliveredAsync(silo, 2);
            Assert.Equal(["acme.api.example.com.1.first", "acme.api.example.com.1.second"], _sender.Sent.Select(one => one.Id));
        }
    }

    [Fact]
    public async Task What_somebody_acknowledged_in_time_goes_no_further()
    {
        await using var silo = await StartAsync();
        await ChannelAsync(silo, "first", 0);
        await ChannelAsync(silo, "second", 15);
        await NotifyAsync(silo, Notices.Opened(1, _time.GetUtcNow()));
        await DeliveredAsync(silo, 1);
        await NotifyAsync(silo, Notices.Opened(2, _time.GetUtcNow(), "acknowledged", "ada"));
        await DeliveredAsync(silo, 2);
        await AdvanceAsync(60);
        silo.ActAs(Role.Operator);
        Assert.All(await silo.Grains.GetGrain<INotificationGrain>(TestSilo.Tenant).ListDeliveriesAsync(), one => Assert.Equal("first", one.Channel));
        Assert.Equal(2, _sender.Sent.Count);
    }

    [Fact]
    public async Task What_comes_in_quiet_hours_is_told_when_they_end()
    {
        await using var silo = await StartAsync();
        await ChannelAsync(silo, "first", 0, new QuietHoursSettings { From = "11:00", To = "13:00" });
        await NotifyAsync(silo, Notices.Opened(1, _time.GetUtcNow()));
        await AdvanceAsync(59);
        Assert.Empty(_sender.Sent);
        await AdvanceAsync(1);
        await _sender.UntilAsync(1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<TestSilo> StartAsync() => TestSilo.StartAsync(_folder, new BreakingHosts(), time: _time, sender: _sender);

    /// <summary>Before the clock is moved: an attempt that has not reported when its time is over would be made again.</summary>
    private static async Task DeliveredAsync(TestSilo silo, int messages)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            silo.ActAs(Role.Operator);
            var all = await silo.Grains.GetGrain<INotificationGrain>(TestSilo.Tenant).ListDeliveriesAsync();
            if (all.Count(one => one.Status == "delivered") == messages)
                return;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited for {messages} messages to arrive: {string.Join(", ", all)}");
            await Task.Yield();
        }
    }

    /// <summary>Minute by minute, as reminders tick.</summary>
    private async Task AdvanceAsync(int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
    }

    private static async Task ChannelAsync(TestSilo silo, string id, int minutes, QuietHoursSettings? quiet = null)
    {
        silo.ActAs(Role.Administrator);
        await silo.Grains.GetGrain<INotificationGrain>(TestSilo.Tenant).SetChannelAsync(
            id, new ChannelSettings { Kind = "slack", Url = "https://hooks.example.com/x", EscalateAfterMinutes = minutes, QuietHours = quiet }, null);
    }

    private static Task NotifyAsync(TestSilo silo, IncidentNotice notice)
    {
        silo.Seal.ActAsPlatform(TestSilo.Tenant, "test");
        return silo.Grains.GetGrain<INotificationGrain>(TestSilo.Tenant).NotifyAsync(notice);
    }
}
