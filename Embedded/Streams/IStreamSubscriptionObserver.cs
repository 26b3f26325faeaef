using Orleans.Runtime;

namespace Orleans.Streams.Core;

/// <summary>A grain that learns of its (implicit) subscriptions when it is activated for their events.</summary>
public interface IStreamSubscriptionObserver
{
    Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
}

/// <summary>Gives the handle of one subscription.</summary>
public interface IStreamSubscriptionHandleFactory
{
    StreamId StreamId { get; }
    string ProviderName { get; }
    GuidId SubscriptionId { get; }
    StreamSubscriptionHandle<T> Create<T>();
}
