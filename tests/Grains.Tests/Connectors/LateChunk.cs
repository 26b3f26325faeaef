using Supertrack.Core.Storage;

namespace Supertrack.Grains.Tests.Connectors;

/// <summary>A warehouse before which the first chunk is held up, as by a slow network, until it is let go.</summary>
internal sealed class LateChunk(IWarehouse warehouse) : IWarehouse
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The chunk has come as far as it is let.</summary>
    public Task Held => _held.Task;

    /// <summary>Lets the chunk go on; done when it has stored a page or was refused.</summary>
    public Task LetGoAsync()
    {
        _go.TrySetResult();
        return _settled.Task;
    }

    public async Task<StreamPosition> BeginAsync(DatasetId dataset, TableShape shape, long run, CancellationToken cancellationToken)
    {
        if (_held.TrySetResult())
            await _go.Task.WaitAsync(cancellationToken);
        try
        {
            return await warehouse.BeginAsync(dataset, shape, run, cancellationToken);
        }
        catch (RunSupersededException)
        {
            _settled.TrySetResult();
            throw;
        }
    }

    public async Task<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        var result = await warehouse.CommitAsync(request, cancellationToken);
        _settled.TrySetResult();
        return result;
    }

    public Task<StreamPosition?> PositionAsync(DatasetId dataset, CancellationToken cancellationToken) => warehouse.PositionAsync(dataset, cancellationToken);

    public Task ResetAsync(DatasetId dataset, bool dropRows, long lastRun, CancellationToken cancellationToken) =>
        warehouse.ResetAsync(dataset, dropRows, lastRun, cancellationToken);

    public Task<UndoResult?> UndoAsync(DatasetId dataset, string journal, long lastRun, CancellationToken cancellationToken) =>
        warehouse.UndoAsync(dataset, journal, lastRun, cancellationToken);

    public Task<IReadOnlyList<DatasetInfo>> ListAsync(string tenant, CancellationToken cancellationToken) => warehouse.ListAsync(tenant, cancellationToken);

    public Task<IReadOnlyList<StoredRecord?>> FindAsync(DatasetId dataset, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) =>
        warehouse.FindAsync(dataset, lines, cancellationToken);

    public Task<RecordSlice?> QueryAsync(DatasetId dataset, RecordQuery query, CancellationToken cancellationToken) =>
        warehouse.QueryAsync(dataset, query, cancellationToken);

    public ValueTask DisposeAsync() => warehouse.DisposeAsync();
}
