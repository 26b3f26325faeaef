using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class StreamTests(ClusterFixture fixture)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    private ISpeakerGrain Speaker => fixture.Grains.GetGrain<ISpeakerGrain>(_id);
    private IChosenListenerGrain Listener => fixture.Grains.GetGrain<IChosenListenerGrain>(_id);

    [Fact]
    public async Task A_grain_subscribed_by_its_class_hears_every_event_in_order_and_failed_ones_again()
    {
        await Speaker.Say(BornListenerGrain.Namespace, 1);
        await Speaker.SayAll(BornListenerGrain.Namespace, [2, 3]);
        await Speaker.Say(BornListenerGrain.Namespace, 10);
        await Speaker.Say(BornListenerGrain.Namespace, 11);
        await HeardAsync(11);
        // At least once: what was heard may come again, but nothing comes before its predecessor.
        Assert.Equal([1, 2, 3, 10, 11], HeardEvents.Of(_id).Distinct());
    }

    [Fact]
    public async Task A_grain_that_subscribed_hears_what_comes_also_after_it_was_deactivated()
    {
        await Listener.Subscribe();
        Assert.Equal(1, await Listener.Subscriptions());
        await Speaker.Say(ChosenListenerGrain.Namespace, 1);
        await HeardAsync(1);
        await Listener.Leave();
        await Speaker.Say(ChosenListenerGrain.Namespace, 2);
        await HeardAsync(2);
        Assert.Equal([1, 2], HeardEvents.Of(_id).Distinct());
    }

    [Fact]
    public async Task A_grain_that_unsubscribed_hears_nothing_more()
    {
        await Listener.Subscribe();
        await Speaker.Say(ChosenListenerGrain.Namespace, 1);
        await HeardAsync(1);
        await Listener.Unsubscribe();
        Assert.Equal(0, await Listener.Subscriptions());
        await Speaker.Say(ChosenListenerGrain.Namespace, 2);
        await Speaker.Say(BornListenerGrain.Namespace, 3);
        await HeardAsync(3);
        Assert.DoesNotContain(2, HeardEvents.Of(_id));
    }

    private Task HeardAsync(int item) =>
        Barriers.UntilAsync(() => Task.FromResult(HeardEvents.Of(_id).Contains(item)), $"event {item} was heard");
}
