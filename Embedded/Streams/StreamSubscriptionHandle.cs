using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A subscription; it outlives the activation that made it, which resumes it when it is activated again.</summary>
public abstract class StreamSubscriptionHandle<T> : IEquatable<StreamSubscriptionHandle<T>?>
{
    public abstract StreamId StreamId { get; }
    public abstract string ProviderName { get; }
    public abstract Guid HandleId { get; }
    public abstract Task UnsubscribeAsync();
    public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null);
    public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null);
    public abstract bool Equals(StreamSubscriptionHandle<T>? other);
    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);
    public override int GetHashCode() => HandleId.GetHashCode();
}
