namespace Orleans.Streams;

/// <summary>Receives the events of a stream. An exception has the event delivered again.</summary>
public interface IAsyncObserver<in T>
{
    Task OnNextAsync(T item, StreamSequenceToken? token = null);
    Task OnCompletedAsync() => Task.CompletedTask;
    Task OnErrorAsync(Exception ex);
}

/// <summary>Receives the events of a stream as they come, several at a time.</summary>
public interface IAsyncBatchObserver<T>
{
    Task OnNextAsync(IList<SequentialItem<T>> items);
    Task OnCompletedAsync() => Task.CompletedTask;
    Task OnErrorAsync(Exception ex);
}

/// <summary>An event with its place.</summary>
public class SequentialItem<T>(T item, StreamSequenceToken token)
{
    public T Item { get; } = item;
    public StreamSequenceToken Token { get; } = token;
}
