using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Streams.Durable;

/// <summary>A stream for those who write to it and subscribe to it.</summary>
internal sealed class DurableStream<T>(StreamServices services, StreamHub hub) : IAsyncStream<T>
{
    public bool IsRewindable => true;
    public string ProviderName => services.Provider;
    public StreamId StreamId => hub.Stream;

    /// <summary>Complete when the event is durable; subscribers get it at least once from then on.</summary>
    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => AppendAsync([item], token);

    /// <summary>Complete when all events are durable: they are stored together or not at all.</summary>
    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var events = batch.ToArray();
        return events.Length == 0 ? Task.CompletedTask : AppendAsync(events, token);
    }

    /// <exception cref="NotSupportedException">Always: a durable stream has no end.</exception>
    public Task OnCompletedAsync() => throw NoEnd();

    /// <exception cref="NotSupportedException">Always: a durable stream has no end.</exception>
    public Task OnErrorAsync(Exception ex) => throw NoEnd();

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (filterData is not null)
            throw new ArgumentException("Durable streams have no filters; filter in the observer.", nameof(filterData));
        return SubscribeAsync(new SingleObserver<T>(observer, services.Json), token);
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return SubscribeAsync(new BatchObserver<T>(observer, services.Json), token);
    }

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        var subscriber = Subscriber.Id;
        IList<StreamSubscriptionHandle<T>> handles =
            [.. from pump in hub.Pumps where pump.Row.Grain == subscriber select Handle(pump)];
        return Task.FromResult(handles);
    }

    public bool Equals(IAsyncStream<T>? other) => other is not null && other.ProviderName == ProviderName && other.StreamId == StreamId;
    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);
    public override int GetHashCode() => hub.Name.GetHashCode(StringComparison.Ordinal);
    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : StreamId.CompareTo(other.StreamId);
    public override string ToString() => hub.Name;

    private async Task AppendAsync(T[] events, StreamSequenceToken? token)
    {
        if (token is not null)
            throw new ArgumentException("Durable streams number their events themselves; pass no token.", nameof(token));
        if (services.Store.RoomAsync() is { IsCompleted: false } room)
            await room;
        var json = JsonSerializer.SerializeToUtf8Bytes(events, services.Json);
        await services.Store.WriteAsync(new StreamAppend(hub, services.Store, events, json, services.UtcTicks));
    }

    private async Task<StreamSubscriptionHandle<T>> SubscribeAsync(StreamObserver observer, StreamSequenceToken? token)
    {
        var grain = Subscriber.Id;
        var consumers = Subscriber.Consumers(services);
        // A grain that its class subscribes already attaches to that subscription instead of having every event twice.
        var pump = grain.IsDefault ? null : hub.Pumps.FirstOrDefault(pump => pump.Row.IsImplicit && pump.Row.Grain == grain);
        if (pump is null)
        {
            var position = token is null ? StreamPosition.After(services.Store.NextNumber()) : StreamPosition.Before(token);
            var row = new SubscriptionRow(Guid.NewGuid(), hub.Name, grain, false, position);
            if (!grain.IsDefault)
                await services.Store.WriteAsync(new SubscriptionSave(row));
            consumers[row.Id] = observer;
            pump = hub.Add(row);
            token = null;
        }

        return await new DurableSubscriptionHandle<T>(services, hub, pump.Row.Id, consumers).ResumeAsync(observer, token);
    }

    private DurableSubscriptionHandle<T> Handle(SubscriptionPump pump) => new(services, hub, pump.Row.Id, Subscriber.Consumers(services));

    private NotSupportedException NoEnd() => new($"Stream {hub.Name} is durable and has no end; send an event that means the end.");
}
