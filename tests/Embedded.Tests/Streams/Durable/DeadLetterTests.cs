using Orleans.Runtime;
using Orleans.Streams;

namespace Supertrack.Embedded.Tests.Streams.Durable;

public sealed class DeadLetterTests : IAsyncLifetime
{
    private readonly StreamBench _bench = new();

    private IStreamDeadLetters Letters => _bench.Provider.DeadLetters;

    public Task InitializeAsync()
    {
        _bench.Options.MaximumAttempts = 2;
        return _bench.StartAsync();
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_tried_again_reaches_its_subscriber_with_its_own_token_and_moves_no_position(bool batches)
    {
        _bench.Listener.Batches = batches;
        _bench.Listener.OnEvent = Refuse(3);
        await Stream("a").OnNextBatchAsync([1, 2, 3, 4]);
        var before = await TakeAsync(3);
        var letter = await OneAsync();
        Assert.Equal(("events/a", "3", 2), (letter.Stream, letter.Data, letter.Attempts));
        Assert.Equal("listener/a", letter.Grain);
        Assert.Contains("never 3", letter.Error, StringComparison.Ordinal);

        Assert.Equal("InvalidOperationException: never 3", await Letters.RetryAsync(letter.Id, default));
        Assert.Equal(3, Letters.Find(letter.Id)!.Attempts);
        _bench.Listener.OnEvent = _ => Task.CompletedTask;
        Assert.Null(await Letters.RetryAsync(letter.Id, default));
        var (item, token) = await _bench.Listener.NextAsync();
        Assert.Equal(3, item);
        Assert.Equal((before[0].Token.SequenceNumber, 2), (token.SequenceNumber, token.EventIndex));
        Assert.Null(Letters.Find(letter.Id));
        await Stream("a").OnNextAsync(5);
        Assert.Equal([5], await _bench.Listener.TakeAsync(1));
        Assert.False(_bench.Listener.HasMore);
    }

    [Fact]
    public async Task A_write_that_could_not_be_read_can_be_tried_again_and_stays()
    {
        await _bench.Provider.GetStream<string>(StreamId.Create("events", "a")).OnNextAsync("text");
        var letter = await OneAsync();
        Assert.Equal("[\"text\"]", letter.Data);
        Assert.Contains("cannot be read", await Letters.RetryAsync(letter.Id, default), StringComparison.Ordinal);
        Assert.NotNull(Letters.Find(letter.Id));
    }

    [Fact]
    public async Task Lists_page_backwards_and_keep_to_one_owner()
    {
        _bench.Listener.OnEvent = _ => throw new InvalidOperationException("never");
        foreach (var key in new[] { "acme", "acme/crm", "acmeb", "b/acme", "a'; DROP TABLE state; --" })
            await Stream(key).OnNextAsync(1);
        await StreamBench.UntilAsync(() => _bench.Count("stream_dead_letters") == 5, "five events were put aside");
        Assert.Equal(5, Letters.List(null, long.MaxValue, 10).Count);
        Assert.Equal(["listener/acme", "listener/acme/crm"], Letters.List("acme", long.MaxValue, 10).Select(letter => letter.Grain).Order());
        Assert.Equal("listener/a'; DROP TABLE state; --", Assert.Single(Letters.List("a'; DROP TABLE state; --", long.MaxValue, 10)).Grain);
        Assert.Empty(Letters.List("acme%", long.MaxValue, 10));
        var page = Letters.List(null, long.MaxValue, 3);
        var rest = Letters.List(null, page[^1].Id, 3);
        Assert.Equal([5L, 4, 3, 2, 1], page.Concat(rest).Select(letter => letter.Id));
    }

    [Fact]
    public async Task What_is_discarded_is_gone_and_what_never_was_says_so()
    {
        _bench.Listener.OnEvent = Refuse(1);
        await Stream("a").OnNextAsync(1);
        var letter = await OneAsync();
        Assert.True(await Letters.DiscardAsync(letter.Id));
        Assert.False(await Letters.DiscardAsync(letter.Id));
        Assert.Empty(Letters.List(null, long.MaxValue, 10));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Letters.RetryAsync(letter.Id, default));
    }

    [Fact]
    public async Task A_dead_letter_survives_a_crash()
    {
        _bench.Listener.OnEvent = Refuse(1);
        await Stream("a").OnNextAsync(1);
        await OneAsync();
        _bench.Crash();
        _bench.Listener = new Listener();
        await _bench.StartAsync();
        var letter = await OneAsync();
        Assert.Null(await Letters.RetryAsync(letter.Id, default));
        Assert.Equal([1], await _bench.Listener.TakeAsync(1));
    }

    private IAsyncStream<int> Stream(string key) => _bench.Provider.GetStream<int>(StreamId.Create("events", key));

    private static Func<int, Task> Refuse(int wanted) => item => item == wanted ? throw new InvalidOperationException($"never {item}") : Task.CompletedTask;

    private async Task<StreamDeadLetter> OneAsync()
    {
        await StreamBench.UntilAsync(() => _bench.Count("stream_dead_letters") > 0, "the event was put aside");
        return Assert.Single(Letters.List(null, long.MaxValue, 10));
    }

    private async Task<List<(int Item, StreamSequenceToken Token)>> TakeAsync(int count)
    {
        var items = new List<(int, StreamSequenceToken)>();
        while (items.Count < count)
            items.Add(await _bench.Listener.NextAsync());
        return items;
    }
}
