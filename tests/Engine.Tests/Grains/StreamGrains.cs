using System.Collections.Concurrent;
using Orleans;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Supertrack.Engine.Tests.Grains;

/// <summary>What the listening grains of this process heard, by key.</summary>
public static class HeardEvents
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<int>> ByKey = new();

    public static ConcurrentQueue<int> Of(string key) => ByKey.GetOrAdd(key, _ => new ConcurrentQueue<int>());
}

public interface ISpeakerGrain : IGrainWithStringKey
{
    Task Say(string streamNamespace, int item);
    Task SayAll(string streamNamespace, List<int> items);
}

public sealed class SpeakerGrain : Grain, ISpeakerGrain
{
    public Task Say(string streamNamespace, int item) => Stream(streamNamespace).OnNextAsync(item);
    public Task SayAll(string streamNamespace, List<int> items) => Stream(streamNamespace).OnNextBatchAsync(items);

    private IAsyncStream<int> Stream(string streamNamespace) =>
        this.GetStreamProvider(ClusterSettings.Streams).GetStream<int>(streamNamespace, this.GetPrimaryKeyString());
}

public interface IChosenListenerGrain : IGrainWithStringKey
{
    Task Subscribe();
    Task Unsubscribe();
    Task<int> Subscriptions();
    Task Leave();
}

/// <summary>Subscribes by itself, and resumes when it is activated again.</summary>
public sealed class ChosenListenerGrain : Grain, IChosenListenerGrain, IAsyncObserver<int>
{
    public const string Namespace = "chosen";

    private IAsyncStream<int> Stream => this.GetStreamProvider(ClusterSettings.Streams).GetStream<int>(Namespace, this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles())
            await handle.ResumeAsync(this);
    }

    public Task Subscribe() => Stream.SubscribeAsync(this);

    public async Task Unsubscribe()
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles())
            await handle.UnsubscribeAsync();
    }

    public async Task<int> Subscriptions() => (await Stream.GetAllSubscriptionHandles()).Count;

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task OnNextAsync(int item, StreamSequenceToken? token = null)
    {
        HeardEvents.Of(this.GetPrimaryKeyString()).Enqueue(item);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

public interface IBornListenerGrain : IGrainWithStringKey
{
}

/// <summary>Subscribed by its class. Fails once on every event divisible by ten.</summary>
[ImplicitStreamSubscription(Namespace)]
public sealed class BornListenerGrain : Grain, IBornListenerGrain, IStreamSubscriptionObserver, IAsyncObserver<int>
{
    public const string Namespace = "born";
    private readonly HashSet<int> _failed = [];

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => await handleFactory.Create<int>().ResumeAsync(this);

    public Task OnNextAsync(int item, StreamSequenceToken? token = null)
    {
        if (item % 10 == 0 && _failed.Add(item))
            throw new InvalidOperationException("once more, please");
        HeardEvents.Of(this.GetPrimaryKeyString()).Enqueue(item);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
