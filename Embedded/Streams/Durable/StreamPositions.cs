using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Storage.Sqlite;

namespace Orleans.Streams.Durable;

/// <summary>Stores how far subscribers have come, all that moved since the last time together.</summary>
internal sealed class StreamPositions : IDisposable
{
    private readonly DurableStore _store;
    private readonly TimeSpan _interval;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<SubscriptionPump, byte> _moved = new();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly ITimer _timer;
    private int _scheduled;

    public StreamPositions(DurableStore store, TimeProvider time, TimeSpan interval, ILogger logger)
    {
        _store = store;
        _interval = interval;
        _logger = logger;
        _timer = time.CreateTimer(
            static positions => _ = ((StreamPositions)positions!).StoreAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Moved(SubscriptionPump pump)
    {
        if (!pump.IsDurable)
            return;
        _moved.TryAdd(pump, 0);
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
            _timer.Change(_interval, Timeout.InfiniteTimeSpan);
    }

    /// <remarks>One store at a time: of two side by side the one with the older positions could end last, and the position would go back.</remarks>
    public async Task StoreAsync()
    {
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            await StoreMovedAsync().ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _timer.Dispose();

    private async Task StoreMovedAsync()
    {
        Interlocked.Exchange(ref _scheduled, 0);
        var pumps = _moved.Keys.ToArray();
        foreach (var pump in pumps)
            _moved.TryRemove(pump, out _);
        if (pumps.Length == 0)
            return;
        var rows = Array.ConvertAll(pumps, pump => pump.Row with { Position = pump.Position });
        try
        {
            await _store.WriteAsync(new PositionsSave(rows));
            for (var i = 0; i < pumps.Length; i++)
                pumps[i].StoredAt(rows[i].Position);
        }
        catch (Exception error) when (error is DurableStoreException or ObjectDisposedException)
        {
            StreamLog.PositionsNotStored(_logger, pumps.Length, error);
            if (_store.Fault is null)
                Array.ForEach(pumps, Moved);
        }
    }
}
