using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Streams.Durable;

/// <summary>The observers that one activation (or the code outside grains) has attached to its subscriptions.</summary>
internal sealed class StreamConsumers
{
    private readonly ConcurrentDictionary<Guid, StreamObserver> _observers = new();

    public StreamObserver? this[Guid subscription]
    {
        get => _observers.GetValueOrDefault(subscription);
        set
        {
            if (value is null)
                _observers.TryRemove(subscription, out _);
            else
                _observers[subscription] = value;
        }
    }

    public static StreamConsumers Of(IGrainContext context)
    {
        if (context.GetComponent<StreamConsumers>() is { } present)
            return present;
        var made = new StreamConsumers();
        context.SetComponent(made);
        return made;
    }
}
