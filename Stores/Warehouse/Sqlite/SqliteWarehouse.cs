using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Reading;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>A warehouse of one SQLite file per tenant, <c>FOLDER/TENANT.db</c>. Commits are durable when they return (WAL, synchronous FULL).</summary>
public sealed class SqliteWarehouse(string folder) : IWarehouse
{
    private readonly ConcurrentDictionary<string, SqliteTenantFile> _files = new(StringComparer.Ordinal);

    public string PathOf(string tenant) => PathOf(folder, tenant);

    internal static string PathOf(string folder, string tenant) => Path.Combine(folder, Identifier.Require(tenant, "Tenant") + ".db");

    public Task<StreamPosition> BeginAsync(DatasetId dataset, TableShape shape, long run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(shape);
        var file = FileOf(dataset.Tenant);
        return file.WriteAsync(connection => SqliteBegin.Run(connection, file, dataset, shape, run), cancellationToken);
    }

    public Task<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var file = FileOf(request.Dataset.Tenant);
        return file.WriteAsync(connection => new SqliteCommit(connection, file, request, cancellationToken).Run(), cancellationToken);
    }

    public Task<StreamPosition?> PositionAsync(DatasetId dataset, CancellationToken cancellationToken) =>
        FileOf(dataset.Tenant).ReadAsync(
            connection => SqliteCatalog.Find(connection, dataset) is { } found ? SqliteCatalog.Position(connection, found.Key) : null,
            cancellationToken);

    public Task ResetAsync(DatasetId dataset, bool dropRows, long lastRun, CancellationToken cancellationToken)
    {
        var file = FileOf(dataset.Tenant);
        return file.WriteAsync(connection => SqliteBegin.Reset(connection, file, dataset, dropRows, lastRun), cancellationToken);
    }

    public Task<UndoResult?> UndoAsync(DatasetId dataset, string journal, long lastRun, CancellationToken cancellationToken)
    {
        var file = FileOf(dataset.Tenant);
        return file.WriteAsync(connection => SqliteUndo.Run(connection, file, dataset, journal, lastRun), cancellationToken);
    }

    public async Task<IReadOnlyList<DatasetInfo>> ListAsync(string tenant, CancellationToken cancellationToken)
    {
        var path = PathOf(tenant);
        return await FileOf(tenant).ReadAsync<IReadOnlyList<DatasetInfo>>(
            connection => [.. SqliteCatalog.List(connection, tenant).Select(id => Describe(connection, SqliteCatalog.Find(connection, id)!, path))],
            cancellationToken) ?? [];
    }

    public async Task<IReadOnlyList<StoredRecord?>> FindAsync(DatasetId dataset, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return await FileOf(dataset.Tenant).ReadAsync(
            connection => SqliteCatalog.Find(connection, dataset) is { } found ? SqliteRecordReader.Find(connection, found, lines.Span) : null,
            cancellationToken) ?? RecordLookup.Nothing(lines.Span);
    }

    public Task<RecordSlice?> QueryAsync(DatasetId dataset, RecordQuery query, CancellationToken cancellationToken) =>
        FileOf(dataset.Tenant).ReadAsync(
            connection => SqliteCatalog.Find(connection, dataset) is { } found ? SqliteRecordReader.Read(connection, found, query) : null,
            cancellationToken);

    public ValueTask DisposeAsync()
    {
        foreach (var file in _files.Values)
            file.Dispose();
        _files.Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>Lets a test have the file's disk full: SQLite refuses to grow beyond so many pages of 4 KiB.</summary>
    internal void LimitPages(string tenant, long pages) => FileOf(tenant).LimitPages(pages);

    private SqliteTenantFile FileOf(string tenant) => _files.GetOrAdd(tenant, _ => new SqliteTenantFile(PathOf(tenant)));

    private static DatasetInfo Describe(SqliteConnection connection, SqliteDataset dataset, string path)
    {
        var rows = 0L;
        if (SqliteTables.Exists(connection, dataset.Table))
        {
            using var command = connection.Prepare($"SELECT COUNT(*) FROM {ColumnNames.Quote(dataset.Table)}");
            rows = (long)command.ExecuteScalar()!;
        }
        return new DatasetInfo(dataset.Id, dataset.Table, path, dataset.Columns, rows, SqliteCatalog.Position(connection, dataset.Key));
    }
}
