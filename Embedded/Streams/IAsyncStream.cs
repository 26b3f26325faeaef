using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream of events.</summary>
public interface IAsyncStream
{
    bool IsRewindable { get; }
    string ProviderName { get; }
    StreamId StreamId { get; }
}

/// <summary>A stream of events of one type. A write is complete when the event is durable in the provider's log.</summary>
public interface IAsyncStream<T> :
    IAsyncStream,
    IEquatable<IAsyncStream<T>>, IComparable<IAsyncStream<T>>,
    IAsyncObservable<T>, IAsyncBatchObservable<T>,
    IAsyncBatchProducer<T>
{
    Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
}
