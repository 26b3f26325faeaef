using Orleans.Runtime;
using Orleans.Streams.Core;

namespace Orleans.Streams.Durable;

internal sealed class SubscriptionHandleFactory(StreamServices services, StreamHub hub, Guid id, StreamConsumers consumers) : IStreamSubscriptionHandleFactory
{
    public StreamId StreamId => hub.Stream;
    public string ProviderName => services.Provider;
    public GuidId SubscriptionId => GuidId.GetGuidId(id);
    public StreamSubscriptionHandle<T> Create<T>() => new DurableSubscriptionHandle<T>(services, hub, id, consumers);
}
