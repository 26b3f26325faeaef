using Orleans.Runtime;

namespace Orleans.Streams.Durable;

/// <summary>A subscription as its subscriber holds it. Resuming or removing it uses the handle up.</summary>
/// <param name="consumers">Where the subscriber's observers are attached.</param>
internal sealed class DurableSubscriptionHandle<T>(StreamServices services, StreamHub hub, Guid id, StreamConsumers consumers) : StreamSubscriptionHandle<T>
{
    private bool _used;

    public override StreamId StreamId => hub.Stream;
    public override string ProviderName => services.Provider;
    public override Guid HandleId => id;

    /// <summary>The subscription and its position are gone when this is complete. An implicit one only loses its observer.</summary>
    public override async Task UnsubscribeAsync()
    {
        UseUp();
        var pump = hub.Find(id);
        consumers[id] = null;
        if (pump is null || pump.Row.IsImplicit)
            return;
        hub.Remove(id);
        if (pump.IsDurable)
            await services.Store.WriteAsync(new SubscriptionRemove(id));
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return ResumeAsync(new SingleObserver<T>(observer, services.Json), token);
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return ResumeAsync(new BatchObserver<T>(observer, services.Json), token);
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other is not null && other.HandleId == id;

    internal async Task<StreamSubscriptionHandle<T>> ResumeAsync(StreamObserver observer, StreamSequenceToken? token)
    {
        UseUp();
        var pump = hub.Find(id) ?? throw new InvalidOperationException(
            $"The subscription {id} to stream {hub.Name} was removed; subscribe again.");
        if (token is not null)
        {
            var position = StreamPosition.Before(token);
            if (pump.IsDurable)
                await services.Store.WriteAsync(new SubscriptionSave(pump.Row with { Position = position }));
            pump.Move(position);
            pump.StoredAt(position);
        }

        consumers[id] = observer;
        pump.Signal();
        return new DurableSubscriptionHandle<T>(services, hub, id, consumers);
    }

    private void UseUp()
    {
        if (_used)
            throw new InvalidOperationException("Handle is no longer valid. It has been used to unsubscribe or resume.");
        _used = true;
    }
}
