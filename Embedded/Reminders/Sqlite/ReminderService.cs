using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage.Sqlite;

namespace Orleans.Reminders.Sqlite;

/// <summary>
/// Delivers ticks. What is due is found by the time index, so any number of reminders costs nothing until it is due; a tick is
/// noted as delivered after its turn, so one that a crash interrupts, or that fell due while nothing ran, comes once after the restart.
/// </summary>
internal sealed class ReminderService(ReminderTable table, IGrainTurns turns, TimeProvider time, ILogger<ReminderService> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int MostAtOnce = 256;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan WaitAfterFault = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(GrainId, string), long> _running = new();
    private readonly SemaphoreSlim _free = new(MostAtOnce);
    private readonly ReminderClock _clock = new(time);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cutOff = new();
    private Task _loop = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<ReminderService>(ServiceLifecycleStage.Active, _ => Start(), StopAsync);

    /// <summary>Looks at the table again: something was registered.</summary>
    public void Wake() => _clock.Wake();

    internal Task Start()
    {
        _loop = Task.Run(LoopAsync);
        return Task.CompletedTask;
    }

    /// <summary>Begins no more ticks and waits for those that run, as long as the token allows; what it cuts off comes after the restart.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        try
        {
            await _loop.WaitAsync(cancellationToken);
            for (var slot = 0; slot < MostAtOnce; slot++)
                await _free.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _cutOff.CancelAsync();
        }
    }

    public void Dispose()
    {
        _clock.Dispose();
        _stopping.Dispose();
        _cutOff.Dispose();
        _free.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var next = time.GetUtcNow() + WaitAfterFault;
            try
            {
                next = Fire();
            }
            catch (DurableStoreException error)
            {
                ReminderLog.TableUnreadable(logger, WaitAfterFault, error);
            }

            if (!await _clock.WaitUntilAsync(next, _stopping.Token))
                return;
        }
    }

    /// <summary>Begins the ticks that are due.</summary>
    /// <returns>When to look again.</returns>
    private DateTimeOffset Fire()
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var row in table.Due(now, (2 * MostAtOnce) + 1))
        {
            if (!_running.TryAdd((row.Grain, row.Name), row.Etag))
                continue;
            if (!_free.Wait(0))
            {
                // The end of each tick wakes the loop, which then takes what had to stay behind.
                _running.TryRemove((row.Grain, row.Name), out _);
                return now + LongestWait;
            }

            _ = TickAsync(row, now);
        }

        return table.NextDue(now) is { } due && due - now < LongestWait ? due : now + LongestWait;
    }

    private async Task TickAsync(ReminderRow row, DateTime now)
    {
        // The loop goes on at once, whatever the turn does before its first await.
        await Task.Yield();
        try
        {
            await turns.RunAsync(row.Grain, ReceiveAsync, (row.Name, new TickStatus(row.First, row.Period, now)), _cutOff.Token);
            await NoteAsync(row);
        }
        catch (OperationCanceledException) when (_cutOff.IsCancellationRequested)
        {
            ReminderLog.TickCutOff(logger, row.Name, row.Grain);
        }
#pragma warning disable CA1031 // a tick that fails is the grain's affair: it is reported, and the next one comes in its time
        catch (Exception error)
#pragma warning restore CA1031
        {
            ReminderLog.TickFailed(logger, row.Name, row.Grain, error);
            await NoteAsync(row);
        }
        finally
        {
            _running.TryRemove((row.Grain, row.Name), out _);
            _free.Release();
            Wake();
        }
    }

    private static Task ReceiveAsync(IGrainContext context, (string Name, TickStatus Status) tick, CancellationToken cancellationToken) =>
        context.GrainInstance is IRemindable grain
            ? grain.ReceiveReminder(tick.Name, tick.Status)
            : throw new ReminderException($"{context.GrainId} has a reminder '{tick.Name}' but is not {nameof(IRemindable)}; unregister it or implement it.");

    private async Task NoteAsync(ReminderRow row)
    {
        try
        {
            await table.AdvanceAsync(row, row.NextAfter(time.GetUtcNow().UtcDateTime));
        }
        catch (Exception error) when (error is DurableStoreException or ObjectDisposedException)
        {
            ReminderLog.TickNotNoted(logger, row.Name, row.Grain, error);
        }
    }
}
