using System.Threading.Channels;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Partitions;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>
/// One slice that is read while others are: its pages are fetched ahead of their turn, two at most, and none more while all lanes together hold
/// more than <see cref="LaneGauge.MaxBytes"/>, until it is this lane's turn.
/// </summary>
internal sealed class SliceLane
{
    private readonly Channel<FetchedPage> _pages = Channel.CreateBounded<FetchedPage>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IPageFetcher _fetcher;
    private readonly LaneGauge _gauge;

    public SliceLane(Slice slice, IPageFetcher fetcher, LaneGauge gauge) => (Slice, _fetcher, _gauge) = (slice, fetcher, gauge);

    /// <summary>The slice as the cursor gave it.</summary>
    public Slice Slice { get; }

    /// <summary>It is this lane's turn: its pages are given out next.</summary>
    public void TakeTurn() => _turn.TrySetResult();

    /// <exception cref="ConnectorException">The read of this slice failed.</exception>
    public async ValueTask<FetchedPage> NextAsync(CancellationToken cancellationToken)
    {
        FetchedPage page;
        try
        {
            page = await _pages.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            throw;
        }
        _gauge.Add(-page.Bytes);
        return page;
    }

    /// <param name="from">The slice to ask for; narrower than <see cref="Slice"/> in a read that resumes.</param>
    /// <param name="token">Token of the first page to read.</param>
    /// <param name="first">It is the slice's first page.</param>
    public async Task RunAsync(Slice from, Value? token, bool first, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (_gauge.IsFull) await _turn.Task.WaitAsync(cancellationToken);
                var page = await _fetcher.FetchAsync(from, token, first, cancellationToken);
                var (next, again) = (page.NextToken, page.Again);
                from = page.NextSlice ?? from;
                _gauge.Add(page.Bytes);
                await WriteAsync(page, cancellationToken);
                if (next is null && !again) break;
                (token, first) = (next, false);
            }
            _pages.Writer.Complete();
        }
        catch (Exception exception)
        {
            // Whoever reads the lane gets it, when its turn comes.
            _pages.Writer.Complete(exception);
        }
    }

    private async ValueTask WriteAsync(FetchedPage page, CancellationToken cancellationToken)
    {
        try
        {
            await _pages.Writer.WriteAsync(page, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            page.Dispose();
            throw;
        }
    }

    /// <summary>Gives back what was fetched and is not wanted any more.</summary>
    public void Drop()
    {
        while (_pages.Reader.TryRead(out var page)) page.Dispose();
    }
}

/// <summary>How much the lanes of a stream hold together.</summary>
internal sealed class LaneGauge
{
    public const long MaxBytes = 32 << 20;

    private long _bytes;

    public bool IsFull => Interlocked.Read(ref _bytes) > MaxBytes;

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
