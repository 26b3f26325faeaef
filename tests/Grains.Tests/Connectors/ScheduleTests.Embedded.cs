using Microsoft.Extensions.Time.Testing;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Tests.Connectors;

/// <summary>Schedules on the engine's reminders, with a clock of the test's.</summary>
public sealed class ScheduleTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-schedule-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 10, 7, 30, TimeSpan.Zero));

    [Fact]
    public async Task An_interval_starts_a_run_when_its_reminder_fires_and_again_after_the_next()
    {
        await using var silo = await StartAsync();
        await RegisterAsync(silo, new SyncSchedule { EverySeconds = 3600 });
        _time.Advance(Hour - TimeSpan.FromSeconds(1));
        Assert.Empty(await silo.Connector("crm").ListRunsAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        var first = await UntilRunsAsync(silo, 1);
        Assert.Equal(("schedule", "succeeded", 30L), (first[0].Trigger, first[0].Status, first[0].Records));
        Assert.Equal(_time.GetUtcNow(), first[0].StartedAt);
        _time.Advance(Hour);
        Assert.Equal(2, (await UntilRunsAsync(silo, 2)).Count);
    }

    [Fact]
    public async Task A_cron_schedule_starts_a_run_at_its_minute()
    {
        await using var silo = await StartAsync();
        await RegisterAsync(silo, new SyncSchedule { Cron = "*/15 * * * *" });
        var due = new DateTimeOffset(2030, 1, 1, 10, 15, 0, TimeSpan.Zero);
        Assert.Equal(due, (await silo.Connector("crm").GetAsync()).NextRunAt);
        _time.Advance(due - _time.GetUtcNow());
        Assert.Equal(due, (await UntilRunsAsync(silo, 1))[0].StartedAt);
        Assert.Equal(due.AddMinutes(15), (await silo.Connector("crm").GetAsync()).NextRunAt);
    }

    [Fact]
    public async Task Runs_missed_while_the_silo_was_down_are_made_up_by_one()
    {
        await using (var silo = await StartAsync())
            await RegisterAsync(silo, new SyncSchedule { EverySeconds = 3600 });
        _time.Advance(5 * Hour);
        var back = _time.GetUtcNow();
        await using (var silo = await StartAsync())
        {
            Assert.Equal(back, Assert.Single(await UntilRunsAsync(silo, 1)).StartedAt);
            _time.Advance(Hour - TimeSpan.FromMinutes(1));
            Assert.Single(await silo.Connector("crm").ListRunsAsync());
            _time.Advance(TimeSpan.FromMinutes(1));
            var runs = await UntilRunsAsync(silo, 2);
            Assert.Equal([back + Hour, back], runs.Select(run => run.StartedAt));
        }
    }

    [Fact]
    public async Task A_paused_connector_keeps_no_schedule_until_it_is_resumed()
    {
        await using var silo = await StartAsync();
        await RegisterAsync(silo, new SyncSchedule { EverySeconds = 3600 });
        await silo.Connector("crm").PauseAsync();
        _time.Advance(3 * Hour);
        Assert.Null((await silo.Connector("crm").GetAsync()).NextRunAt);
        await silo.Connector("crm").ResumeAsync();
        Assert.Empty(await silo.Connector("crm").ListRunsAsync());
        _time.Advance(Hour);
        await UntilRunsAsync(silo, 1);
    }

    private Task<TestSilo> StartAsync() => TestSilo.StartAsync(_folder, new CountingSource(pages: 3, pageSize: 10), time: _time);

    private static Task RegisterAsync(TestSilo silo, SyncSchedule schedule) =>
        silo.Connector("crm").RegisterAsync(new ConnectorDefinition { Manifest = "kind: any", Config = "{}", Schedule = schedule });

    /// <summary>Asks until so many runs are over.</summary>
    private static async Task<IReadOnlyList<RunView>> UntilRunsAsync(TestSilo silo, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var runs = await silo.Connector("crm").ListRunsAsync();
            if (runs.Count(run => run.FinishedAt is not null) >= count)
                return runs;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited a minute for {count} runs to be over; there are: {string.Join(", ", runs.Select(run => run.Status))}.");
            await Task.Yield();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
