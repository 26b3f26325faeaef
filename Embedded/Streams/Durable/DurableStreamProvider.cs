using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Storage.Sqlite;

namespace Orleans.Streams.Durable;

/// <summary>Streams whose events lie in the engine's database until every subscriber has them.</summary>
internal sealed class DurableStreamProvider : IStreamProvider, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly StreamServices _services;
    private readonly ImplicitSubscribers _implicit;
    private readonly ConcurrentDictionary<StreamId, Lazy<StreamHub>> _hubs = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cutOff = new();
    private readonly ITimer _trimTimer;
    private int _trimming;
    private volatile bool _started;

    public DurableStreamProvider(StreamServices services)
    {
        _services = services with { Stopping = _stopping.Token, CutOff = _cutOff.Token };
        _implicit = new ImplicitSubscribers(services.Turns);
        _trimTimer = services.Time.CreateTimer(
            static provider => _ = ((DurableStreamProvider)provider!).TrimAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name => _services.Provider;
    public bool IsRewindable => true;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new DurableStream<T>(_services, Hub(streamId));

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<DurableStreamProvider>(ServiceLifecycleStage.Active, _ => StartAsync(), StopAsync);

    public IStreamDeadLetters DeadLetters => new StreamDeadLetters(_services, this);

    /// <returns>Null when there is no such subscription.</returns>
    internal SubscriptionPump? Pump(StreamId stream, Guid subscription) => Hub(stream).Find(subscription);

    /// <summary>Goes on where delivery stood when the last process ended.</summary>
    internal Task StartAsync()
    {
        _started = true;
        foreach (var name in StreamTables.Streams(_services.Store, Name))
            Hub(StreamName.Parse(name));
        foreach (var hub in Hubs)
            foreach (var pump in hub.Pumps)
                pump.Signal();
        _trimTimer.Change(_services.Options.TrimInterval, _services.Options.TrimInterval);
        return Task.CompletedTask;
    }

    /// <summary>Begins no more deliveries, waits for those that run as long as the token allows, and stores how far each came.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(Hubs.SelectMany(hub => hub.Pumps).Select(pump => pump.Completion))
            .WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _cutOff.CancelAsync();
        await _services.Positions.StoreAsync();
    }

    /// <summary>Removes what every subscriber has and nobody may go back to any more.</summary>
    internal async Task TrimAsync()
    {
        if (Interlocked.Exchange(ref _trimming, 1) != 0)
            return;
        var before = _services.UtcTicks - _services.Options.Retention.Ticks;
        foreach (var hub in Hubs)
            await TrimAsync(hub, before);
        Volatile.Write(ref _trimming, 0);
    }

    public void Dispose()
    {
        _trimTimer.Dispose();
        _services.Positions.Dispose();
        _stopping.Dispose();
        _cutOff.Dispose();
    }

    private IEnumerable<StreamHub> Hubs => _hubs.Values.Where(hub => hub.IsValueCreated).Select(hub => hub.Value);

    private StreamHub Hub(StreamId stream) =>
        _hubs.GetOrAdd(stream, static (id, provider) => new Lazy<StreamHub>(() => provider.Load(id)), this).Value;

    private StreamHub Load(StreamId stream)
    {
        var hub = new StreamHub(_services, stream);
        foreach (var row in StreamTables.Subscriptions(_services.Store, hub.Name).Where(row => !row.IsImplicit))
            hub.Add(row);
        var positions = StreamTables.Subscriptions(_services.Store, hub.Name).ToDictionary(row => row.Id, row => row.Position);
        foreach (var (id, grain) in _implicit.Of(hub.Name, stream))
            hub.Add(new SubscriptionRow(id, hub.Name, grain, true, positions.GetValueOrDefault(id, StreamPosition.After(0))));
        if (_started)
            foreach (var pump in hub.Pumps)
                pump.Signal();
        return hub;
    }

    private async Task TrimAsync(StreamHub hub, long before)
    {
        try
        {
            // Of the write that a subscriber is in the middle of, the rest is still wanted.
            var upTo = hub.Pumps.Select(pump => pump.Stored.Next).DefaultIfEmpty(long.MaxValue).Min() - 1;
            while (!_stopping.IsCancellationRequested
                && await _services.Store.WriteAsync(new StreamTrim(hub.Name, upTo, before)) == StreamTrim.Most)
            {
            }
        }
        catch (Exception error) when (error is DurableStoreException or ObjectDisposedException)
        {
            StreamLog.NotTrimmed(_services.Logger, hub.Name, error);
        }
    }
}
