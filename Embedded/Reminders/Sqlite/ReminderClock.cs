namespace Orleans.Reminders.Sqlite;

/// <summary>Waits for a time to pass or for somebody to wake it, whichever comes first.</summary>
internal sealed class ReminderClock : IDisposable
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly ITimer _timer;
    private int _signalled;

    public ReminderClock(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(
            static clock => ((ReminderClock)clock!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Wake()
    {
        if (Interlocked.Exchange(ref _signalled, 1) == 0)
            _signal.Release();
    }

    /// <returns>False when it was cancelled.</returns>
    public async Task<bool> WaitUntilAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        Set(due);
        try
        {
            await _signal.WaitAsync(cancellationToken);
            Volatile.Write(ref _signalled, 0);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // A timer runs from the moment it is set: where the clock jumped in between (a suspended machine, a test), it is set again.
    private void Set(DateTimeOffset due)
    {
        DateTimeOffset now;
        do
        {
            now = _time.GetUtcNow();
            _timer.Change(due > now ? due - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        while (_time.GetUtcNow() - now > Tolerance);
    }

    // The semaphore holds nothing of the system's; a tick that ends late may still wake it.
    public void Dispose() => _timer.Dispose();
}
