using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders.Sqlite;
using Orleans.Runtime;
using Orleans.Storage.Sqlite;
using Supertrack.Embedded.Tests.Storage.Sqlite;

namespace Supertrack.Embedded.Tests.Reminders.Sqlite;

public sealed class ReminderServiceTests : IAsyncLifetime
{
    private static readonly GrainId Grain = GrainId.Create("clock", "a");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private RecordingReminded _grain = new();
    private DurableStore _store = null!;
    private ReminderTable _table = null!;
    private ReminderService _service = null!;

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private Task StartAsync()
    {
        _store = _folder.Open();
        _table = new ReminderTable(_store);
        _service = new ReminderService(_table, new RecordingTurns { Grain = _ => _grain }, _time, NullLogger<ReminderService>.Instance);
        return _service.Start();
    }

    private async Task StopAsync()
    {
        await _service.StopAsync(new CancellationTokenSource(Patience).Token);
        _service.Dispose();
        _store.Dispose();
    }

    private async Task<ReminderRow> RegisterAsync(string name, TimeSpan due, TimeSpan period)
    {
        var row = await _table.UpsertAsync(Grain, name, Now + due, period);
        _service.Wake();
        return row;
    }

    private async Task<(string Name, TickStatus Status)> TickAsync() => await _grain.Ticks.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    // A tick is over for the service when it is noted; until then an advance of the clock would not find the next one.
    private async Task NotedAsync(string name, DateTime due)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (_table.Find(Grain, name)!.Due != due)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_reminder_ticks_at_its_due_time_and_every_period_after_it()
    {
        var start = Now;
        await RegisterAsync("r", Minute, 2 * Minute);
        _time.Advance(Minute);
        var (name, status) = await TickAsync();
        Assert.Equal("r", name);
        Assert.Equal(start + Minute, status.FirstTickTime);
        Assert.Equal(start + Minute, status.CurrentTickTime);
        Assert.Equal(2 * Minute, status.Period);
        await NotedAsync("r", start + (3 * Minute));
        _time.Advance(2 * Minute);
        Assert.Equal(start + (3 * Minute), (await TickAsync()).Status.CurrentTickTime);
    }

    [Fact]
    public async Task Ticks_missed_while_nothing_ran_come_once_after_the_restart_and_the_rhythm_is_kept()
    {
        var start = Now;
        await RegisterAsync("r", Minute, Minute);
        await StopAsync();
        _time.Advance(TimeSpan.FromSeconds(630));
        await StartAsync();
        var (_, status) = await TickAsync();
        Assert.Equal(start + Minute, status.FirstTickTime);
        Assert.Equal(start + TimeSpan.FromSeconds(630), status.CurrentTickTime);
        await NotedAsync("r", start + (11 * Minute));
        Assert.False(_grain.Ticks.Reader.TryRead(out var second), $"ticked twice: {second}");
    }

    [Fact]
    public async Task A_tick_that_fails_does_not_end_the_reminder()
    {
        var start = Now;
        _grain.OnTick = () => throw new InvalidOperationException("not today");
        await RegisterAsync("r", Minute, Minute);
        _time.Advance(Minute);
        await TickAsync();
        await NotedAsync("r", start + (2 * Minute));
        _time.Advance(Minute);
        await TickAsync();
    }

    [Fact]
    public async Task A_tick_longer_than_the_period_is_not_overtaken_by_the_next()
    {
        var start = Now;
        var slow = new TaskCompletionSource();
        _grain.OnTick = () => slow.Task;
        await RegisterAsync("slow", Minute, Minute);
        _time.Advance(Minute);
        await TickAsync();
        _time.Advance(5 * Minute);
        await RegisterAsync("other", TimeSpan.Zero, Minute);
        Assert.Equal("other", (await TickAsync()).Name);
        Assert.False(_grain.Ticks.Reader.TryRead(out _));
        slow.SetResult();
        await NotedAsync("slow", start + (7 * Minute));
    }

    [Fact]
    public async Task A_reminder_registered_anew_during_its_tick_keeps_the_new_schedule()
    {
        var slow = new TaskCompletionSource();
        _grain.OnTick = () => slow.Task;
        await RegisterAsync("r", Minute, Minute);
        _time.Advance(Minute);
        await TickAsync();
        var row = await RegisterAsync("r", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        slow.SetResult();
        _grain.OnTick = () => Task.CompletedTask;
        await StopAsync();
        await StartAsync();
        Assert.Equal(row, _table.Find(Grain, "r"));
    }

    [Fact]
    public async Task A_removed_reminder_ticks_no_more_and_a_stale_handle_removes_nothing()
    {
        var first = await RegisterAsync("r", Minute, Minute);
        var second = await RegisterAsync("r", 2 * Minute, Minute);
        Assert.False(await _table.RemoveAsync(new GrainReminder(Grain, "r", first.Etag)));
        Assert.True(await _table.RemoveAsync(new GrainReminder(Grain, "r", second.Etag)));
        Assert.True(await _table.RemoveAsync(new GrainReminder(Grain, "r", second.Etag)));
        await RegisterAsync("last", 5 * Minute, Minute);
        _time.Advance(5 * Minute);
        Assert.Equal("last", (await TickAsync()).Name);
        Assert.DoesNotContain(_table.List(Grain), row => row.Name == "r");
    }

    [Fact]
    public async Task A_thousand_reminders_due_at_once_all_tick()
    {
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => RegisterAsync($"r{i}", Minute, TimeSpan.FromDays(1))));
        _time.Advance(Minute);
        var names = new HashSet<string>();
        while (names.Count < 1000)
            names.Add((await TickAsync()).Name);
        Assert.Equal(1000, _table.List(Grain).Count);
    }

    [Fact]
    public async Task A_tick_cut_off_by_the_stop_comes_again_after_the_start()
    {
        _grain.OnTick = () => new TaskCompletionSource().Task;
        await RegisterAsync("r", Minute, TimeSpan.FromDays(1));
        _time.Advance(Minute);
        await TickAsync();
        await _service.StopAsync(new CancellationToken(canceled: true));
        _store.Dispose();
        _grain = new RecordingReminded();
        await StartAsync();
        Assert.Equal("r", (await TickAsync()).Name);
    }
}
