using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Recordings;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing.Drift;

namespace Supertrack.Core.Syncing;

/// <summary>
/// Reads one stream for a bounded time from where the warehouse stands, and stores what it reads. While one group of pages is being committed
/// the next is read. Wherever it stops or dies, the warehouse's position says what the next chunk reads.
/// </summary>
public sealed class ChunkRunner(IWarehouse warehouse, ILake lake, TimeProvider clock, ChunkLimits limits)
{
    /// <summary>Never throws for what a source or store does: that is part of the result. Cancellation ends it after the pages already read.</summary>
    public Task<ChunkResult> RunAsync(ChunkPlan plan, IOpenedSource source, CancellationToken cancellationToken) =>
        RunAsync(plan, source, tape: null, observer: null, cancellationToken);

    /// <param name="tape">Keeps what is exchanged; null for nothing.</param>
    /// <param name="observer">Looks at every page that is stored; null for nobody.</param>
    public async Task<ChunkResult> RunAsync(ChunkPlan plan, IOpenedSource source, ExchangeTape? tape, IPageObserver? observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(source);
        var started = clock.GetTimestamp();
        var result = new ChunkResult();
        try
        {
            var position = await warehouse.BeginAsync(plan.Dataset, plan.Shape, plan.Run, cancellationToken);
            await lake.RecoverAsync(plan.Dataset, position, cancellationToken);
            result = position.Finished ? Standing(position) : await ReadAsync(plan, source, tape, observer, position, started, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            result = result with { Failure = RunFailure.From(error) };
        }
        return result with { Duration = clock.GetElapsedTime(started) };
    }

    private static ChunkResult Standing(StreamPosition position) =>
        new() { RecordsSoFar = position.Records, PagesSoFar = position.Sequence, Finished = true };

    private async Task<ChunkResult> ReadAsync(
        ChunkPlan plan, IOpenedSource source, ExchangeTape? tape, IPageObserver? observer, StreamPosition position, long started, CancellationToken cancellationToken)
    {
        tape?.Begin(Start(plan, position), position.Sequence);
        observer?.Begin(position.Sequence, whole: plan.Mode == SyncMode.FullRefresh || position.State is null);
        await using var store = new ChunkStore(warehouse, lake, clock, plan, position);
        RunFailure? failure = null;
        var ended = false;
        try
        {
            var guard = await GuardAsync(plan, cancellationToken);
            ended = await ReadPagesAsync(source, Request(plan, position), store, new Checks(guard, SieveOf(plan), tape, observer), started, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            failure = RunFailure.From(error);
        }
        await store.CompleteAsync(ended, cancellationToken);
        return store.Result() with { Failure = failure, Finished = ended };
    }

    /// <summary>True at the end of the stream, false when the chunk's time is over.</summary>
    private async Task<bool> ReadPagesAsync(
        IOpenedSource source, StreamReadRequest request, ChunkStore store, Checks checks, long started, CancellationToken cancellationToken)
    {
        var groupStarted = started;
        await foreach (var page in source.ReadAsync(request, cancellationToken))
        {
            checks.Guard?.Check(page.Lines.Span);
            var withheld = checks.Sieve is null ? [] : await checks.Sieve.SiftAsync(page.Lines, cancellationToken);
            checks.Tape?.EndPage(page.Lines);
            checks.Observer?.Page(page);
            var over = clock.GetElapsedTime(started) >= limits.Duration;
            var full = store.Add(page, withheld, limits) || clock.GetElapsedTime(groupStarted) >= limits.CommitEvery;
            if (over)
                return false;
            if (!full)
                continue;
            await store.HandOverAsync(cancellationToken);
            groupStarted = clock.GetTimestamp();
        }
        return true;
    }

    private async Task<ShapeGuard?> GuardAsync(ChunkPlan plan, CancellationToken cancellationToken) =>
        plan.Guarded && await KnownShape.SampleAsync(warehouse, plan.Dataset, cancellationToken) is { } known
            ? new ShapeGuard(known, [.. plan.Accepted, .. plan.Shape.Lost], plan.Filled)
            : null;

    private RowSieve? SieveOf(ChunkPlan plan) => plan.Compared ? new RowSieve(warehouse, plan.Dataset, plan.Shape.Lost) : null;

    private RecordingStart Start(ChunkPlan plan, StreamPosition position) => new()
    {
        Stream = plan.Dataset.Stream,
        Run = plan.Run,
        At = clock.GetUtcNow(),
        Mode = plan.Mode,
        State = Request(plan, position).State,
    };

    private static StreamReadRequest Request(ChunkPlan plan, StreamPosition position) => new()
    {
        Stream = plan.Dataset.Stream,
        SyncMode = plan.Mode,
        State = plan.Mode == SyncMode.Incremental && position.State is { } state ? JsonNode.Parse(state) : null,
        ResumeFrom = position.Checkpoint.IsEmpty ? null : position.Checkpoint.ToArray(),
    };

    /// <summary>Who looks at a page before it is stored.</summary>
    private sealed record Checks(ShapeGuard? Guard, RowSieve? Sieve, ExchangeTape? Tape, IPageObserver? Observer);
}
