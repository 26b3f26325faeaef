using Orleans.Runtime;
using Orleans.Storage.Sqlite;

namespace Orleans.Streams.Durable;

/// <summary>
/// Brings the events of a stream to one subscriber, in order, one turn at a time. It sleeps while there is nothing to bring; a failure is
/// tried again with growing waits, and an event that cannot be taken goes to the dead letters so that those behind it get through.
/// </summary>
internal sealed class SubscriptionPump(StreamServices services, StreamHub hub, SubscriptionRow row) : IThreadPoolWorkItem
{
    private const int Idle = 0, Running = 1, Signalled = 2;
    private readonly Lock _gate = new();
    private StreamPosition _position = row.Position;
    private StreamPosition _stored = row.Position;
    private int _state;
    private int _epoch;
    private int _attempt;
    private bool _closed;

    /// <summary>The subscription as it was when the pump was made; <see cref="Position"/> is where it stands.</summary>
    public SubscriptionRow Row => row;

    /// <summary>False for code outside grains, which has no identity that would outlive the process.</summary>
    public bool IsDurable => !row.Grain.IsDefault;

    public StreamPosition Position
    {
        get
        {
            lock (_gate)
                return _position;
        }
    }

    /// <summary>The position that a restart would begin at.</summary>
    public StreamPosition Stored
    {
        get
        {
            lock (_gate)
                return IsDurable ? _stored : _position;
        }
    }

    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>There may be something to bring.</summary>
    public void Signal()
    {
        if (Interlocked.Exchange(ref _state, Signalled) == Idle)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => Completion = RunAsync();

    public bool IsAt(int epoch)
    {
        lock (_gate)
            return !_closed && _epoch == epoch;
    }

    public bool Advance(StreamPosition position, int epoch)
    {
        lock (_gate)
        {
            if (_closed || _epoch != epoch)
                return false;
            _position = position;
            return true;
        }
    }

    /// <summary>The subscriber wants to go on from another place.</summary>
    public void Move(StreamPosition position)
    {
        lock (_gate)
        {
            _position = position;
            _epoch++;
            _attempt = 0;
        }
    }

    public void StoredAt(StreamPosition position)
    {
        lock (_gate)
            _stored = position;
    }

    public void Close()
    {
        lock (_gate)
            _closed = true;
    }

    /// <summary>Brings a write once, in the subscriber's turn, whatever stands in line.</summary>
    public Task BringApartAsync(StreamBatch batch, CancellationToken cancellationToken) => services.Turns.RunAsync(
        row.Grain, static (context, delivery, _) => delivery.Pump.DeliverInGrainAsync(context, delivery),
        new StreamDelivery(this, [batch], StreamDelivery.Apart, StreamPosition.After(0), IsRetry: true), cancellationToken);

    private async Task RunAsync()
    {
        do
        {
            Volatile.Write(ref _state, Running);
            while (!services.Stopping.IsCancellationRequested && await StepAsync())
            {
            }
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Running) == Signalled && !services.Stopping.IsCancellationRequested);
    }

    /// <returns>False when there is nothing more to bring.</returns>
    private async Task<bool> StepAsync()
    {
        StreamDelivery? delivery = null;
        try
        {
            delivery = Next();
            if (delivery is null)
            {
                hub.Release();
                return false;
            }

            await HandOverAsync(delivery);
            _attempt = 0;
            services.Positions.Moved(this);
            return true;
        }
        catch (OperationCanceledException) when (services.CutOff.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // whatever the subscriber throws, the event is tried again or put aside
        catch (Exception error)
#pragma warning restore CA1031
        {
            return await AfterFailureAsync(delivery, error);
        }
    }

    private StreamDelivery? Next()
    {
        StreamPosition position;
        int epoch;
        lock (_gate)
        {
            if (_closed)
                return null;
            position = _position;
            epoch = _epoch;
        }

        var batches = hub.Read(position, _attempt == 0 ? services.Options.MaximumDelivery : 1);
        return batches.Count == 0 ? null : new StreamDelivery(this, batches, epoch, position, _attempt > 0);
    }

    private Task HandOverAsync(StreamDelivery delivery) => IsDurable
        ? services.Turns.RunAsync(row.Grain, static (context, d, _) => d.Pump.DeliverInGrainAsync(context, d), delivery, services.CutOff)
        : services.OutsideGrains[row.Id]?.DeliverAsync(delivery) ?? Task.CompletedTask;

    private async Task DeliverInGrainAsync(IGrainContext context, StreamDelivery delivery)
    {
        if (!delivery.IsWanted)
            return;
        var consumers = StreamConsumers.Of(context);
        if (consumers[row.Id] is null && context.GrainInstance is Core.IStreamSubscriptionObserver subscriber)
            await subscriber.OnSubscribed(new SubscriptionHandleFactory(services, hub, row.Id, consumers));
        // Attaching may have chosen another place to begin at.
        if (!delivery.IsWanted)
            return;
        var observer = consumers[row.Id] ?? throw new OrleansException(
            $"{context.GrainId} has a subscription to stream {hub.Name} but no observer; attach one in OnActivateAsync or OnSubscribed.");
        await observer.DeliverAsync(delivery);
    }

    private async Task<bool> AfterFailureAsync(StreamDelivery? delivery, Exception error)
    {
        if (delivery is null || error is DurableStoreException)
        {
            StreamLog.DeliveryInterrupted(services.Logger, hub.Name, row.Grain, services.Options.LongestRetryDelay, error);
            return await WaitAsync(services.Options.LongestRetryDelay);
        }

        if (!delivery.IsWanted)
            return true;
        var position = Position;
        _attempt = position == delivery.From ? _attempt + 1 : 1;
        var (batch, index) = Failed(delivery, position);
        if (_attempt >= services.Options.MaximumAttempts)
            return await PutAsideAsync(delivery, batch, index, error);
        var wait = Backoff(_attempt);
        StreamLog.DeliveryFailed(services.Logger, row.Grain, batch.Number, index, hub.Name, _attempt, wait, error);
        return await WaitAsync(wait);
    }

    private static (StreamBatch Batch, int Index) Failed(StreamDelivery delivery, StreamPosition position)
    {
        var batch = delivery.Batches.First(batch => batch.Number >= position.Next);
        return (batch, batch.Number == position.Number ? position.Events : 0);
    }

    private TimeSpan Backoff(int attempt)
    {
        var wait = services.Options.FirstRetryDelay * Math.Pow(2, Math.Min(attempt - 1, 30));
        return wait < services.Options.LongestRetryDelay ? wait : services.Options.LongestRetryDelay;
    }

    private async Task<bool> PutAsideAsync(StreamDelivery delivery, StreamBatch batch, int index, Exception error)
    {
        var isWhole = error is UnreadableEventsException;
        var after = isWhole ? StreamPosition.After(batch.Number) : new StreamPosition(batch.Number, index + 1);
        try
        {
            if (IsDurable)
                await services.Store.WriteAsync(new DeadLetterSave(
                    row with { Position = after }, batch.Number, index, services.UtcTicks, _attempt, error.ToString(),
                    isWhole ? batch.AllJson(services.Json) : batch.EventJson(index, services.Json)));
        }
        catch (Exception fault) when (fault is DurableStoreException or ObjectDisposedException)
        {
            StreamLog.DeliveryInterrupted(services.Logger, hub.Name, row.Grain, services.Options.LongestRetryDelay, fault);
            return await WaitAsync(services.Options.LongestRetryDelay);
        }

        StreamLog.DeadLetter(services.Logger, row.Grain, _attempt, batch.Number, index, hub.Name, error);
        delivery.Taken(after);
        _attempt = 0;
        await TellAsync(error);
        return true;
    }

    private async Task TellAsync(Exception error)
    {
        try
        {
            if (!IsDurable)
                await (services.OutsideGrains[row.Id]?.OnErrorAsync(error) ?? Task.CompletedTask);
            else
                await services.Turns.RunAsync(
                    row.Grain,
                    static (context, told, _) => StreamConsumers.Of(context)[told.Id]?.OnErrorAsync(told.Error) ?? Task.CompletedTask,
                    (row.Id, Error: error), services.CutOff);
        }
#pragma warning disable CA1031 // the event is already put aside; the observer only hears of it
        catch (Exception second)
#pragma warning restore CA1031
        {
            StreamLog.ObserverFailed(services.Logger, row.Grain, hub.Name, second);
        }
    }

    private async Task<bool> WaitAsync(TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, services.Time, services.Stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
