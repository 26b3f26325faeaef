using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Partitions;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>
/// Reads so many slices of a stream side by side and gives their pages in the order of the slices. The next slices are asked for (and their
/// parents read) while a page is waited for, never while the engine stands still: what is saved between two pages is whole.
/// </summary>
internal sealed class SlicesAhead(StreamCursor cursor, IPageFetcher pages, int width) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly LaneGauge _gauge = new();
    private readonly Queue<SliceLane> _lanes = new();
    private readonly Queue<Slice> _given = new();
    private readonly List<Task> _running = [];
    private Task<Slice?>? _asked;
    private bool _ended;

    /// <summary>The slice whose pages come next; null before the first and after the last.</summary>
    public SliceLane? Head => _lanes.TryPeek(out var head) ? head : null;

    /// <summary>The slices that were taken from the cursor and have not given a page, in order.</summary>
    /// <param name="headBegan">The head has given one.</param>
    public IEnumerable<Slice> Waiting(bool headBegan) => _lanes.Skip(headBegan ? 1 : 0).Select(lane => lane.Slice).Concat(_given);

    /// <summary>Slices of a saved read, to be read before the cursor is asked.</summary>
    public void Give(Slice slice) => _given.Enqueue(slice);

    /// <summary>Begins in the middle of a slice.</summary>
    public void Resume(Slice whole, Slice from, Value? token) => Start(whole, from, token, first: false);

    /// <summary>The head's next page; null where no slice is left.</summary>
    public async ValueTask<FetchedPage?> NextAsync(CancellationToken cancellationToken)
    {
        while (Head is null && !_ended)
        {
            Fill(cancellationToken);
            if (Head is null && _asked is not null) await Task.WhenAny(_asked);
        }
        if (Head is not { } head) return null;
        head.TakeTurn();
        var page = head.NextAsync(cancellationToken).AsTask();
        Fill(cancellationToken);
        while (_asked is { IsCompleted: false } asked)
        {
            await Task.WhenAny(asked);
            Fill(cancellationToken);
        }
        return await page;
    }

    /// <summary>The head gave its last page.</summary>
    public void EndHead() => _lanes.Dequeue();

    private void Fill(CancellationToken cancellationToken)
    {
        while (_lanes.Count < width && !_ended)
        {
            if (_given.TryDequeue(out var given))
            {
                Start(given, given, pages.InitialToken, first: true);
                continue;
            }
            _asked ??= cursor.NextAsync(cancellationToken).AsTask();
            if (!_asked.IsCompleted || (!_asked.IsCompletedSuccessfully && _lanes.Count > 0)) return;
            var slice = _asked.GetAwaiter().GetResult();
            _asked = null;
            if (slice is null) _ended = true;
            else Start(slice, slice, pages.InitialToken, first: true);
        }
    }

    private void Start(Slice whole, Slice from, Value? token, bool first)
    {
        var lane = new SliceLane(whole, pages.Fork(), _gauge);
        _lanes.Enqueue(lane);
        _running.RemoveAll(task => task.IsCompleted);
        _running.Add(lane.RunAsync(from, token, first, _stop.Token));
    }

    /// <summary>Stops what is being fetched ahead.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        var lanes = _lanes.ToList();
        _ = Task.WhenAll(_running).ContinueWith(
            _ =>
            {
                foreach (var lane in lanes) lane.Drop();
                _stop.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
