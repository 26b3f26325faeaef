using Supertrack.Core.Connectors;
using Supertrack.Core.Schemas.Inference;
using Supertrack.Core.Storage;

namespace Supertrack.Core.Syncing;

/// <summary>The writing side of a chunk: fills one group of pages while the other is being committed.</summary>
internal sealed class ChunkStore(IWarehouse warehouse, ILake lake, TimeProvider clock, ChunkPlan plan, StreamPosition position) : IAsyncDisposable
{
    private const long MostObserved = 5_000;
    private readonly List<string> _newColumns = [];
    private readonly HashSet<string> _refused = [];
    private SchemaInferrer? _observed;
    private StreamPosition _stored = position;
    private PageGroup _filling = new();
    private PageGroup _spare = new();
    private Task _committing = Task.CompletedTask;
    private string? _state = position.State;
    private long _sequence = position.Sequence;
    private long _records;
    private long _bytesRead;
    private long _bytesStored;
    private long _misfits;
    private long _quarantined;
    private int _requests;

    /// <summary>Copies the page and what only it can say before the reader moves on; true when the group is large enough to be committed.</summary>
    public bool Add(RecordPage page, IReadOnlyList<WithheldRecord> withheld, ChunkLimits limits)
    {
        _state = page.State?.ToJsonString() ?? _state;
        _filling.Add(page, withheld, _state);
        _requests += page.Requests;
        _bytesRead += page.BytesRead;
        return _filling.Records >= limits.CommitRecords || _filling.Bytes >= limits.CommitBytes;
    }

    /// <summary>Starts the commit of the group, once the one before has ended.</summary>
    public async Task HandOverAsync(CancellationToken cancellationToken)
    {
        await _committing;
        StartCommit(finished: false, cancellationToken);
    }

    /// <summary>Commits what is left, and at the end of the stream that it has ended.</summary>
    public async Task CompleteAsync(bool finished, CancellationToken cancellationToken)
    {
        await _committing;
        if (_filling.Pages > 0 || finished)
        {
            StartCommit(finished, cancellationToken);
            await _committing;
        }
    }

    public ChunkResult Result() => new()
    {
        RecordsSoFar = _stored.Records,
        PagesSoFar = _stored.Sequence,
        Records = _records,
        Requests = _requests,
        BytesRead = _bytesRead,
        BytesStored = _bytesStored,
        Misfits = _misfits,
        Quarantined = _quarantined,
        NewColumns = [.. _newColumns],
        RefusedMembers = [.. _refused],
        State = _stored.State,
        Observed = _observed?.ToSchema().ToJsonString(),
    };

    private void StartCommit(bool finished, CancellationToken cancellationToken)
    {
        var group = _filling;
        (_filling, _spare) = (_spare, group);
        var pages = group.Batches(_sequence + 1);
        _sequence += pages.Count;
        var next = new StreamPosition
        {
            Run = plan.Run,
            Sequence = _sequence,
            Checkpoint = pages.Count > 0 ? group.Checkpoint : _stored.Checkpoint,
            State = pages.Count > 0 ? group.State : _state,
            Finished = finished,
        };
        _committing = CommitAsync(group, pages, next, cancellationToken);
    }

    private async Task CommitAsync(PageGroup group, IReadOnlyList<PageBatch> pages, StreamPosition next, CancellationToken cancellationToken)
    {
        var request = new CommitRequest { Dataset = plan.Dataset, Shape = plan.Shape, Pages = pages, Position = next, SyncedAt = clock.GetUtcNow() };
        if (group.Records > 0)
            await lake.StageAsync(plan.Dataset, plan.Run, pages, cancellationToken);
        var result = await warehouse.CommitAsync(request, cancellationToken);
        if (group.Records > 0)
            await lake.PublishAsync(plan.Dataset, plan.Run, pages[0].Sequence, pages[^1].Sequence, cancellationToken);
        _stored = result.Position;
        _records += result.StoredRecords;
        _bytesStored += group.Bytes;
        _misfits += result.Misfits;
        _quarantined += pages.Sum(page => page.Withheld.Sum(record => record.Values.Count));
        _newColumns.AddRange(result.NewColumns);
        Observe(result, pages);
        group.Clear();
    }

    /// <summary>Only pages with something new are looked at again, and no more of them than tell what it is.</summary>
    private void Observe(CommitResult result, IReadOnlyList<PageBatch> pages)
    {
        if (result.NewColumns.Count == 0 && result.RefusedMembers.Count == 0 && result.Misfits == 0)
            return;
        _refused.UnionWith(result.RefusedMembers);
        _observed ??= new SchemaInferrer();
        foreach (var page in pages.TakeWhile(_ => _observed.Samples < MostObserved))
            _observed.Add(page.Lines.Span);
    }

    /// <summary>Nothing may touch the buffers after the chunk has gone; a failed commit has already been reported by whoever awaited it.</summary>
    public async ValueTask DisposeAsync() => await _committing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
