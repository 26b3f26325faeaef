using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>The body of one commit's transaction.</summary>
internal sealed class PostgresCommit(PostgresSession session, CommitRequest request)
{
    private readonly List<string> _newColumns = [];
    private IReadOnlyList<string> _refused = [];
    private int _repeatedPages;

    public async Task<CommitResult> RunAsync()
    {
        var dataset = await PostgresCatalog.FindAsync(session, request.Dataset, forWriting: true)
            ?? throw new PositionConflictException(request.Dataset, request.Pages.Count > 0 ? request.Pages[0].Sequence : 0, 0);
        var stored = await PostgresCatalog.PositionAsync(session, dataset.Key);
        if (stored.Run != request.Position.Run)
            throw new RunSupersededException(request.Dataset, request.Position.Run, stored.Run);
        var fresh = await AdmitAsync(dataset, stored);
        dataset = await GrowAsync(dataset, fresh);
        var writer = new PostgresRowWriter(session, dataset);
        if (fresh.Count > 0)
            await writer.WriteAsync(dataset.Mode == WriteMode.Replace ? PostgresTables.Staging(dataset.Table) : dataset.Table, request, fresh);
        foreach (var page in fresh)
            await PostgresCatalog.QuarantineAsync(session, dataset.Key, page.Withheld);
        var position = await AdvanceAsync(dataset, stored, fresh.Count, writer.Records);
        return new CommitResult(position, fresh.Count, _repeatedPages, writer.Records, _newColumns, writer.Cells.Misfits) { RefusedMembers = _refused };
    }

    /// <summary>The pages that are not there yet; they must follow the stored ones without a hole.</summary>
    private async Task<List<PageBatch>> AdmitAsync(PostgresDataset dataset, StreamPosition stored)
    {
        var fresh = new List<PageBatch>(request.Pages.Count);
        var next = stored.Sequence + 1;
        foreach (var page in request.Pages)
        {
            if (page.Sequence > next)
                throw new PositionConflictException(request.Dataset, page.Sequence, next);
            if (page.Sequence < next || !await PostgresCatalog.AddBatchAsync(session, dataset, request.Position.Run, page))
            {
                _repeatedPages++;
                continue;
            }
            fresh.Add(page);
            next++;
        }
        return fresh;
    }

    private async Task<PostgresDataset> GrowAsync(PostgresDataset dataset, List<PageBatch> pages)
    {
        var wanted = dataset.Columns.Count < PostgresTables.MaximumColumns ? UnknownMembers.In(request.Dataset, dataset.Columns, pages) : [];
        if (wanted.Count == 0)
            return dataset;
        if (!request.Shape.TakesNewMembers)
        {
            _refused = [.. wanted.Select(column => column.Property)];
            return dataset;
        }
        var grown = await PostgresTables.ExtendAsync(session, dataset, wanted);
        _newColumns.AddRange(grown.Columns.Skip(dataset.Columns.Count).Select(column => column.Name));
        return grown;
    }

    private async Task<StreamPosition> AdvanceAsync(PostgresDataset dataset, StreamPosition stored, int storedPages, long storedRecords)
    {
        // A repeated commit that lies behind what is stored must not move the position back.
        if (request.Position.Sequence < stored.Sequence || (stored.Finished && storedPages == 0))
            return stored;
        var position = request.Position with { Records = stored.Records + storedRecords };
        await PostgresCatalog.SetPositionAsync(session, dataset.Key, position);
        if (position.Finished && dataset.Mode == WriteMode.Replace)
            await PostgresTables.SwapAsync(session, dataset);
        return position;
    }
}
