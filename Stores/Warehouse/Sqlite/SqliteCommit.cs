using System.Text.Json;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>The body of one commit's transaction.</summary>
internal sealed class SqliteCommit(SqliteConnection connection, SqliteTenantFile file, CommitRequest request, CancellationToken cancellationToken)
{
    private readonly List<string> _newColumns = [];
    private IReadOnlyList<string> _refused = [];
    private int _storedPages;
    private int _repeatedPages;
    private long _storedRecords;

    public CommitResult Run()
    {
        var dataset = SqliteCatalog.Find(connection, request.Dataset)
            ?? throw new PositionConflictException(request.Dataset, request.Pages.Count > 0 ? request.Pages[0].Sequence : 0, 0);
        var stored = SqliteCatalog.Position(connection, dataset.Key);
        if (stored.Run != request.Position.Run)
            throw new RunSupersededException(request.Dataset, request.Position.Run, stored.Run);
        var fresh = Admit(dataset, stored);
        dataset = Grow(dataset, fresh);
        var misfits = fresh.Count == 0 ? 0 : Insert(dataset, fresh);
        var position = Advance(dataset, stored);
        return new CommitResult(position, _storedPages, _repeatedPages, _storedRecords, _newColumns, misfits) { RefusedMembers = _refused };
    }

    /// <summary>The pages that are not there yet; they must follow the stored ones without a hole.</summary>
    private List<PageBatch> Admit(SqliteDataset dataset, StreamPosition stored)
    {
        var fresh = new List<PageBatch>(request.Pages.Count);
        var next = stored.Sequence + 1;
        foreach (var page in request.Pages)
        {
            if (page.Sequence > next)
                throw new PositionConflictException(request.Dataset, page.Sequence, next);
            if (page.Sequence < next || !SqliteCatalog.AddBatch(connection, dataset, request.Position.Run, page))
            {
                _repeatedPages++;
                continue;
            }
            fresh.Add(page);
            next++;
        }
        return fresh;
    }

    /// <summary>Members that no column holds become columns before the first row is written, so that no row differs from the next.</summary>
    private SqliteDataset Grow(SqliteDataset dataset, List<PageBatch> pages)
    {
        var wanted = dataset.Columns.Count < SqliteTables.MaximumColumns ? UnknownMembers.In(request.Dataset, dataset.Columns, pages) : [];
        if (wanted.Count == 0)
            return dataset;
        if (!request.Shape.TakesNewMembers)
        {
            _refused = [.. wanted.Select(column => column.Property)];
            return dataset;
        }
        var grown = SqliteTables.Extend(connection, dataset, wanted);
        _newColumns.AddRange(grown.Columns.Skip(dataset.Columns.Count).Select(column => column.Name));
        return grown;
    }

    private long Insert(SqliteDataset dataset, List<PageBatch> pages)
    {
        var table = dataset.Mode == WriteMode.Replace ? SqliteTables.Staging(dataset.Table) : dataset.Table;
        var writer = file.Writer(connection, dataset, table, request.Shape.Lost, SqliteJournal.Find(connection, dataset.Key));
        var misfits = writer.Cells.Misfits;
        foreach (var page in pages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Insert(writer, page);
            SqliteCatalog.Quarantine(connection, dataset.Key, page.Withheld);
        }
        return writer.Cells.Misfits - misfits;
    }

    private void Insert(SqliteRowWriter writer, PageBatch page)
    {
        var syncedAt = request.SyncedAt.ToUnixTimeMilliseconds();
        var (number, withheld) = (0, 0);
        foreach (var line in new JsonLines(page.Lines.Span))
        {
            number++;
            if (withheld < page.Withheld.Count && page.Withheld[withheld].Line == number)
            {
                withheld++;
                continue;
            }
            try
            {
                writer.Insert(line, request.Position.Run, syncedAt);
            }
            catch (JsonException error)
            {
                throw new MalformedRecordException(request.Dataset, page.Sequence, number, error.Message);
            }
        }
        _storedPages++;
        _storedRecords += number - withheld;
    }

    private StreamPosition Advance(SqliteDataset dataset, StreamPosition stored)
    {
        // A repeated commit that lies behind what is stored must not move the position back.
        if (request.Position.Sequence < stored.Sequence || (stored.Finished && _storedPages == 0))
            return stored;
        var position = request.Position with { Records = stored.Records + _storedRecords };
        SqliteCatalog.SetPosition(connection, dataset.Key, position);
        if (position.Finished && dataset.Mode == WriteMode.Replace)
        {
            file.ForgetWriter(dataset.Id);
            SqliteTables.Swap(connection, dataset);
        }
        return position;
    }
}
