using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Supertrack.Embedded.Crash.Grains;

/// <summary>Remembers durably what it heard.</summary>
public interface IListenerGrain : IGrainWithStringKey
{
    Task<Heard> Heard();
}

/// <summary>Subscribed by its class.</summary>
public interface IImplicitListenerGrain : IListenerGrain
{
}

/// <summary>Subscribes once; the subscription outlives the process.</summary>
public interface IExplicitListenerGrain : IListenerGrain
{
    Task Subscribe();
}

public abstract class ListenerGrain(IPersistentState<Heard> heard) : Grain, IListenerGrain, IAsyncBatchObserver<Beat>
{
    public Task<Heard> Heard() => Task.FromResult(heard.State);

    public async Task OnNextAsync(IList<SequentialItem<Beat>> items)
    {
        heard.State.Take(items);
        await heard.WriteStateAsync();
    }

    public Task OnErrorAsync(Exception ex)
    {
        heard.State.Holes.Add(ex.Message);
        return heard.WriteStateAsync();
    }
}

[ImplicitStreamSubscription(Names.ImplicitNamespace)]
public sealed class ImplicitListenerGrain([PersistentState("heard")] IPersistentState<Heard> heard)
    : ListenerGrain(heard), IImplicitListenerGrain, IStreamSubscriptionObserver
{
    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => await handleFactory.Create<Beat>().ResumeAsync(this);
}

public sealed class ExplicitListenerGrain([PersistentState("heard")] IPersistentState<Heard> heard)
    : ListenerGrain(heard), IExplicitListenerGrain
{
    private IAsyncStream<Beat> Stream => this.GetStreamProvider(Names.Streams).GetStream<Beat>(Names.ExplicitNamespace, this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles())
            await handle.ResumeAsync(this);
    }

    public async Task Subscribe()
    {
        if ((await Stream.GetAllSubscriptionHandles()).Count == 0)
            await Stream.SubscribeAsync(this);
    }
}
