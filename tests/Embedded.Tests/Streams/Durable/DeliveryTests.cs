using Orleans.Runtime;
using Orleans.Streams;

namespace Supertrack.Embedded.Tests.Streams.Durable;

public sealed class DeliveryTests : IAsyncLifetime
{
    private readonly StreamBench _bench = new();
    private IAsyncStream<int> Stream => _bench.Provider.GetStream<int>(StreamId.Create("events", "a"));

    public Task InitializeAsync() => _bench.StartAsync();
    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Events_reach_the_subscribed_grain_in_order_with_growing_tokens()
    {
        for (var i = 0; i < 100; i++)
            await Stream.OnNextAsync(i);
        await Stream.OnNextBatchAsync(Enumerable.Range(100, 50));
        StreamSequenceToken? last = null;
        for (var i = 0; i < 150; i++)
        {
            var (item, token) = await _bench.Listener.NextAsync();
            Assert.Equal(i, item);
            Assert.True(last is null || token.Newer(last));
            last = token;
        }
    }

    [Fact]
    public async Task Events_written_without_waiting_keep_their_order()
    {
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(i => Stream.OnNextAsync(i)));
        Assert.Equal(Enumerable.Range(0, 5000), await _bench.Listener.TakeAsync(5000));
    }

    [Fact]
    public async Task A_subscriber_that_fell_behind_the_memory_reads_on_from_the_log()
    {
        _bench.Options.CacheBytes = 0;
        var slow = new TaskCompletionSource();
        _bench.Listener.OnEvent = _ => slow.Task;
        for (var i = 0; i < 1000; i++)
            await Stream.OnNextAsync(i);
        slow.SetResult();
        Assert.Equal(Enumerable.Range(0, 1000), await _bench.Listener.TakeAsync(1000));
    }

    [Fact]
    public async Task What_was_written_before_a_crash_is_delivered_after_it_from_where_delivery_stood()
    {
        await Stream.OnNextBatchAsync([1, 2, 3]);
        Assert.Equal([1, 2, 3], await _bench.Listener.TakeAsync(3));
        var never = new TaskCompletionSource();
        _bench.Listener.OnEvent = _ => never.Task;
        await Stream.OnNextBatchAsync([4, 5]);
        await Stream.OnNextAsync(6);
        _bench.Crash();
        _bench.Listener = new Listener();
        await _bench.StartAsync();
        var seen = new HashSet<int>();
        while (!seen.Contains(6))
            seen.Add((await _bench.Listener.NextAsync()).Item);
        Assert.Superset(new HashSet<int> { 4, 5, 6 }, seen);
    }

    [Fact]
    public async Task After_a_clean_stop_nothing_is_delivered_twice()
    {
        await Stream.OnNextBatchAsync([1, 2, 3]);
        Assert.Equal([1, 2, 3], await _bench.Listener.TakeAsync(3));
        await _bench.StopAsync();
        _bench.Turns.Deactivate(GrainId.Create("listener", "a"));
        await _bench.StartAsync();
        await Stream.OnNextAsync(4);
        Assert.Equal([4], await _bench.Listener.TakeAsync(1));
    }

    [Fact]
    public async Task A_subscriber_can_go_back_to_a_token_it_had()
    {
        await Stream.OnNextBatchAsync([1, 2, 3]);
        await Stream.OnNextAsync(4);
        await _bench.Listener.NextAsync();
        var (_, token) = await _bench.Listener.NextAsync();
        await _bench.Listener.TakeAsync(2);
        _bench.Turns.Deactivate(GrainId.Create("listener", "a"));
        _bench.Listener.From = token;
        await Stream.OnNextAsync(5);
        Assert.Equal([2, 3, 4, 5], await _bench.Listener.TakeAsync(4));
    }

    [Fact]
    public async Task A_batch_observer_gets_several_events_at_a_time()
    {
        _bench.Listener.Batches = true;
        await Stream.OnNextBatchAsync(Enumerable.Range(0, 1000));
        Assert.Equal(Enumerable.Range(0, 1000), await _bench.Listener.TakeAsync(1000));
    }

    [Fact]
    public async Task Streams_of_other_namespaces_do_not_reach_the_grain()
    {
        await _bench.Provider.GetStream<int>(StreamId.Create("other", "a")).OnNextAsync(1);
        await _bench.Provider.GetStream<int>(StreamId.Create(null, "a")).OnNextAsync(2);
        await Stream.OnNextAsync(3);
        Assert.Equal(3, (await _bench.Listener.NextAsync()).Item);
    }

    [Fact]
    public async Task Code_outside_grains_hears_what_comes_after_it_subscribed()
    {
        var stream = _bench.Provider.GetStream<int>(StreamId.Create("plain", "a"));
        await stream.OnNextAsync(1);
        var listener = new Listener();
        var handle = await stream.SubscribeAsync((IAsyncObserver<int>)listener);
        await stream.OnNextAsync(2);
        Assert.Equal(2, (await listener.NextAsync()).Item);
        Assert.Single(await stream.GetAllSubscriptionHandles());
        await handle.UnsubscribeAsync();
        Assert.Empty(await stream.GetAllSubscriptionHandles());
        await stream.OnNextAsync(3);
        Assert.False(listener.HasMore);
        await Assert.ThrowsAsync<InvalidOperationException>(() => handle.UnsubscribeAsync());
    }

    [Theory]
    [InlineData("ns", "key")]
    [InlineData("a/b", "c/d")]
    [InlineData(null, "a/b")]
    [InlineData("ünï %2F", "k%")]
    public void A_stream_is_found_again_by_its_name_in_the_tables(string? streamNamespace, string key)
    {
        var id = StreamId.Create(streamNamespace, key);
        Assert.Equal(id, Orleans.Streams.Durable.StreamName.Parse(Orleans.Streams.Durable.StreamName.Of("p/q", id)));
    }
}
