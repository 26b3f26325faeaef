using System.Threading.Channels;
using Orleans;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Supertrack.Embedded.Tests.Streams.Durable;

/// <summary>A subscribed grain that hands its events to the test.</summary>
[ImplicitStreamSubscription("events")]
internal sealed class Listener : IStreamSubscriptionObserver, IAsyncObserver<int>, IAsyncBatchObserver<int>
{
    private readonly Channel<(int Item, StreamSequenceToken Token)> _events = Channel.CreateUnbounded<(int, StreamSequenceToken)>();

    public Func<int, Task> OnEvent { get; set; } = _ => Task.CompletedTask;
    public bool Attaches { get; set; } = true;
    public bool Batches { get; set; }
    public StreamSequenceToken? From { get; set; }
    public Channel<Exception> Errors { get; } = Channel.CreateUnbounded<Exception>();

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        var handle = handleFactory.Create<int>();
        if (!Attaches)
            return;
        var from = From;
        From = null;
        if (Batches)
            await handle.ResumeAsync((IAsyncBatchObserver<int>)this, from);
        else
            await handle.ResumeAsync((IAsyncObserver<int>)this, from);
    }

    public async Task OnNextAsync(int item, StreamSequenceToken? token = null)
    {
        await OnEvent(item);
        _events.Writer.TryWrite((item, token!));
    }

    public async Task OnNextAsync(IList<SequentialItem<int>> items)
    {
        foreach (var item in items)
            await OnEvent(item.Item);
        foreach (var item in items)
            _events.Writer.TryWrite((item.Item, item.Token));
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    public Task OnErrorAsync(Exception ex)
    {
        Errors.Writer.TryWrite(ex);
        return Task.CompletedTask;
    }

    public async Task<(int Item, StreamSequenceToken Token)> NextAsync() =>
        await _events.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public async Task<List<int>> TakeAsync(int count)
    {
        var items = new List<int>();
        while (items.Count < count)
            items.Add((await NextAsync()).Item);
        return items;
    }

    public bool HasMore => _events.Reader.TryPeek(out _);
}
