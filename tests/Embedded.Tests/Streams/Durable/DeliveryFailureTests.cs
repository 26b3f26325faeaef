using Orleans.Runtime;
using Orleans.Streams;

namespace Supertrack.Embedded.Tests.Streams.Durable;

public sealed class DeliveryFailureTests : IAsyncLifetime
{
    private readonly StreamBench _bench = new();
    private IAsyncStream<int> Stream => _bench.Provider.GetStream<int>(StreamId.Create("events", "a"));

    public Task InitializeAsync() => _bench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task An_event_that_fails_is_tried_again_and_those_before_it_are_not_repeated()
    {
        var attempts = 0;
        _bench.Listener.OnEvent = item => item == 3 && ++attempts < 4 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        await Stream.OnNextBatchAsync([1, 2, 3, 4]);
        Assert.Equal([1, 2, 3, 4], await _bench.Listener.TakeAsync(4));
        Assert.Equal(4, attempts);
        Assert.Equal(0, _bench.Count("stream_dead_letters"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_that_can_never_be_taken_is_put_aside_and_the_others_get_through(bool batches)
    {
        _bench.Listener.Batches = batches;
        _bench.Listener.OnEvent = item => item == 3 ? throw new InvalidOperationException("never") : Task.CompletedTask;
        await Stream.OnNextBatchAsync([1, 2, 3, 4]);
        await Stream.OnNextAsync(5);
        Assert.Equal([1, 2, 4, 5], await _bench.Listener.TakeAsync(4));
        Assert.Equal("never", (await _bench.Listener.Errors.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30))).Message);
        Assert.Equal(1, _bench.Count("stream_dead_letters"));
        var (data, attempts, error) = DeadLetter();
        Assert.Equal("3", data);
        Assert.Equal(_bench.Options.MaximumAttempts, attempts);
        Assert.Contains("never", error);
    }

    [Fact]
    public async Task A_grain_that_attaches_no_observer_loses_no_event()
    {
        _bench.Listener.Attaches = false;
        await Stream.OnNextAsync(1);
        await StreamBench.UntilAsync(() => _bench.Count("stream_dead_letters") > 0, "the event was put aside");
        Assert.Equal("1", DeadLetter().Data);
        Assert.Contains("no observer", DeadLetter().Error);
    }

    [Fact]
    public async Task An_event_of_another_type_is_put_aside()
    {
        await _bench.Provider.GetStream<string>(StreamId.Create("events", "a")).OnNextAsync("text");
        await Stream.OnNextAsync(2);
        Assert.Equal([2], await _bench.Listener.TakeAsync(1));
        Assert.Equal("[\"text\"]", DeadLetter().Data);
    }

    [Fact]
    public async Task Waits_between_attempts_grow_and_follow_the_clock()
    {
        _bench.Options.FirstRetryDelay = TimeSpan.FromMinutes(1);
        _bench.Options.LongestRetryDelay = TimeSpan.FromMinutes(3);
        var attempts = System.Threading.Channels.Channel.CreateUnbounded<DateTimeOffset>();
        _bench.Listener.OnEvent = _ =>
        {
            attempts.Writer.TryWrite(_bench.Time.GetUtcNow());
            throw new InvalidOperationException("not yet");
        };
        var start = _bench.Time.GetUtcNow();
        await Stream.OnNextAsync(1);
        foreach (var minutes in new[] { 0, 1, 3, 6, 9 })
        {
            await StreamBench.UntilAsync(() => attempts.Reader.TryPeek(out _), $"the attempt after {minutes} minutes", () => Later(minutes > 0 ? 1 : 0));
            var at = await attempts.Reader.ReadAsync();
            Assert.True(at - start >= TimeSpan.FromMinutes(minutes), $"attempt after {at - start}, expected at {minutes} minutes at the earliest");
        }

        _bench.Listener.OnEvent = _ => Task.CompletedTask;
        await StreamBench.UntilAsync(() => _bench.Listener.HasMore, "the event was delivered", () => Later(10));
    }

    [Fact]
    public async Task The_log_is_trimmed_of_what_everybody_has_once_it_is_old_enough()
    {
        await Task.WhenAll(Enumerable.Range(0, 6000).Select(i => Stream.OnNextAsync(i)));
        await _bench.Listener.TakeAsync(6000);
        var never = new TaskCompletionSource();
        _bench.Listener.OnEvent = _ => never.Task;
        await Stream.OnNextAsync(6000);
        await _bench.Provider.TrimAsync();
        Assert.Equal(6001, _bench.Count("stream_log"));
        _bench.Time.Advance(_bench.Options.Retention + TimeSpan.FromSeconds(1));
        await StreamBench.UntilAsync(() => _bench.Count("stream_log") <= 1, "the log was trimmed", async () =>
        {
            await Later(1);
            await _bench.Provider.TrimAsync();
        });
        Assert.Equal(1, _bench.Count("stream_log"));
        never.SetResult();
        Assert.Equal([6000], await _bench.Listener.TakeAsync(1));
    }

    [Fact]
    public async Task A_write_with_a_token_or_an_end_is_refused()
    {
        var token = new Orleans.Providers.Streams.Common.EventSequenceToken(1);
        await Assert.ThrowsAsync<ArgumentException>(() => Stream.OnNextAsync(1, token));
        await Assert.ThrowsAsync<NotSupportedException>(() => Stream.OnCompletedAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => Stream.SubscribeAsync((IAsyncObserver<int>)_bench.Listener, null, "filter"));
        await Stream.OnNextBatchAsync([]);
        Assert.Equal(0, _bench.Count("stream_log"));
    }

    private (string Data, long Attempts, string Error) DeadLetter() => _bench.Store.Read(0, (session, _) =>
    {
        var statement = session["SELECT data, attempts, error FROM stream_dead_letters"];
        Assert.True(statement.Read());
        var row = (System.Text.Encoding.UTF8.GetString(statement.Blob(0)), statement.Integer(1), statement.Text(2));
        statement.Reset();
        return row;
    });

    private Task Later(int seconds)
    {
        _bench.Time.Advance(TimeSpan.FromSeconds(seconds));
        return Task.CompletedTask;
    }
}
