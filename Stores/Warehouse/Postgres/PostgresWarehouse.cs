using Npgsql;
using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Reading;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>A warehouse of one PostgreSQL schema per tenant, named <c>tenant_ID</c>. Timestamps lose what is finer than a microsecond and come back in UTC.</summary>
public sealed class PostgresWarehouse : IWarehouse
{
    private readonly NpgsqlDataSource _source;
    private readonly string _where;

    /// <param name="connectionString">Npgsql's form; it never appears in an error.</param>
    public PostgresWarehouse(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        _source = NpgsqlDataSource.Create(settings);
        _where = $"PostgreSQL {settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}";
    }

    public Task<StreamPosition> BeginAsync(DatasetId dataset, TableShape shape, long run, CancellationToken cancellationToken) =>
        TransactAsync(dataset.Tenant, session => PostgresBegin.RunAsync(session, dataset, shape, run), cancellationToken);

    public Task<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TransactAsync(request.Dataset.Tenant, session => new PostgresCommit(session, request).RunAsync(), cancellationToken);
    }

    public Task<StreamPosition?> PositionAsync(DatasetId dataset, CancellationToken cancellationToken) => TransactAsync(
        dataset.Tenant,
        async session => await FindAsync(session, dataset) is { } found ? await PostgresCatalog.PositionAsync(session, found.Key) : null,
        cancellationToken);

    public Task ResetAsync(DatasetId dataset, bool dropRows, long lastRun, CancellationToken cancellationToken) =>
        TransactAsync(dataset.Tenant, session => PostgresBegin.ResetAsync(session, dataset, dropRows, lastRun), cancellationToken);

    public Task<UndoResult?> UndoAsync(DatasetId dataset, string journal, long lastRun, CancellationToken cancellationToken) => TransactAsync(
        dataset.Tenant,
        async session => await PostgresCatalog.ExistsAsync(session) ? await PostgresUndo.RunAsync(session, dataset, journal, lastRun) : null,
        cancellationToken);

    public Task<IReadOnlyList<DatasetInfo>> ListAsync(string tenant, CancellationToken cancellationToken) => TransactAsync<IReadOnlyList<DatasetInfo>>(
        tenant,
        async session =>
        {
            if (!await PostgresCatalog.ExistsAsync(session))
                return [];
            var found = new List<DatasetInfo>();
            foreach (var id in await PostgresCatalog.ListAsync(session, tenant))
                found.Add(await DescribeAsync(session, (await FindAsync(session, id))!));
            return found;
        },
        cancellationToken);

    public Task<IReadOnlyList<StoredRecord?>> FindAsync(DatasetId dataset, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => TransactAsync(
        dataset.Tenant,
        async session => await FindAsync(session, dataset) is { } found ? await PostgresRecordReader.FindAsync(session, found, lines) : RecordLookup.Nothing(lines.Span),
        cancellationToken);

    public Task<RecordSlice?> QueryAsync(DatasetId dataset, RecordQuery query, CancellationToken cancellationToken) => TransactAsync(
        dataset.Tenant,
        async session => await FindAsync(session, dataset) is { } found ? await PostgresRecordReader.ReadAsync(session, found, query) : null,
        cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>PostgreSQL cuts names at 63 bytes without a word: a longer one ends in a hash instead.</summary>
    internal static string SchemaOf(string tenant) => Identifier.Require(tenant, "Tenant").Length <= 56
        ? "tenant_" + tenant
        : $"tenant_{tenant[..47]}_{BatchId.For(new DatasetId(tenant, "", ""), 0, 0)[..8]}";

    private static async Task<PostgresDataset?> FindAsync(PostgresSession session, DatasetId dataset) =>
        await PostgresCatalog.ExistsAsync(session) ? await PostgresCatalog.FindAsync(session, dataset, forWriting: false) : null;

    private async Task<DatasetInfo> DescribeAsync(PostgresSession session, PostgresDataset dataset)
    {
        var rows = await PostgresTables.ExistsAsync(session, dataset, dataset.Table)
            ? (long)(await session.ScalarAsync($"SELECT COUNT(*) FROM {dataset.Quoted(dataset.Table)}"))!
            : 0;
        return new DatasetInfo(
            dataset.Id, dataset.Table, $"{_where}, schema {dataset.Schema}", dataset.Columns, rows, await PostgresCatalog.PositionAsync(session, dataset.Key));
    }

    private async Task<T> TransactAsync<T>(string tenant, Func<PostgresSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var schema = SchemaOf(tenant);
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await work(new PostgresSession(connection, schema, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (NpgsqlException error)
        {
            throw PostgresErrors.Translate(error, _where);
        }
    }
}
