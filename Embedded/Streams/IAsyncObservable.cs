namespace Orleans.Streams;

/// <summary>Can be subscribed to.</summary>
public interface IAsyncObservable<T>
{
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null);
}

/// <summary>Can be subscribed to by the batch.</summary>
public interface IAsyncBatchObservable<T>
{
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer);
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token);
}

/// <summary>Can be written to by the batch.</summary>
public interface IAsyncBatchProducer<T> : IAsyncObserver<T>
{
    Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null);
}
