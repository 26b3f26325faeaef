using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Supertrack.Core.Schemas.Migrations;
using Supertrack.Core.Storage;
using Supertrack.Stores.Migrations;
using Supertrack.Stores.Warehouse.Postgres;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Warehouse.Evolution;

/// <summary>Carries out changes of stored tables with the migration planner, beside the warehouse's own connections.</summary>
public sealed class WarehouseEvolution : IWarehouseEvolution
{
    private readonly EvolutionSql _sql;
    private readonly Func<string, CancellationToken, Task<DbConnection>> _open;
    private readonly Func<DbException, string, StorageException> _translate;

    private WarehouseEvolution(EvolutionSql sql, Func<string, CancellationToken, Task<DbConnection>> open, Func<DbException, string, StorageException> translate) =>
        (_sql, _open, _translate) = (sql, open, translate);

    /// <param name="folder">That of the <see cref="SqliteWarehouse"/>.</param>
    public static WarehouseEvolution OfSqlite(string folder) => new(
        new SqliteEvolutionSql(),
        async (tenant, cancellationToken) =>
        {
            // A tenant without a file has no tables yet, and asking must not make one.
            var path = SqliteWarehouse.PathOf(folder, tenant);
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File.Exists(path) ? path : ":memory:", Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
            await connection.OpenAsync(cancellationToken);
            return connection;
        },
        (error, tenant) => SqliteErrors.Translate((SqliteException)error, SqliteWarehouse.PathOf(folder, tenant)));

    /// <param name="connectionString">The warehouse's own.</param>
    public static WarehouseEvolution OfPostgres(string connectionString) => new(
        new PostgresEvolutionSql(),
        async (tenant, cancellationToken) =>
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = $"\"{PostgresWarehouse.SchemaOf(tenant)}\"", Pooling = false, CommandTimeout = 0 }.ToString());
            await connection.OpenAsync(cancellationToken);
            return connection;
        },
        (error, tenant) => PostgresErrors.Translate((NpgsqlException)error, "PostgreSQL, tenant " + tenant));

    public Task<EvolutionResult> EvolveAsync(TableEvolution evolution, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(evolution);
        return TranslatedAsync(evolution.Dataset.Tenant, connection => EvolveAsync(connection, evolution, cancellationToken), cancellationToken);
    }

    public Task ContractAsync(DatasetId dataset, string ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return TranslatedAsync(dataset.Tenant, async connection =>
        {
            if (await DatasetTable.FindAsync(connection, _sql, dataset, cancellationToken) is not { } table) return true;
            if (table.Journaled) await connection.TogetherAsync(() => EndJournalAsync(connection, table, cancellationToken), cancellationToken);
            await RunnerOf(dataset.Tenant).RunAsync(WithCatalog(EvolutionTicket.Parse(ticket), table), MigrationPhase.Contract, cancellationToken);
            return true;
        }, cancellationToken);
    }

    public Task<long> QuarantineAsync(DatasetId dataset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return TranslatedAsync(dataset.Tenant, async connection =>
        {
            if (await DatasetTable.FindAsync(connection, _sql, dataset, cancellationToken) is not { } table) return 0L;
            await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS _supertrack_quarantine (dataset BIGINT NOT NULL, row_number BIGINT NOT NULL, member TEXT NOT NULL, value TEXT, reason TEXT, PRIMARY KEY (dataset, row_number, member))", cancellationToken);
            foreach (var column in table.Columns)
            {
                await connection.ExecuteAsync(
                    $"INSERT INTO _supertrack_quarantine (dataset, row_number, member, value) SELECT @dataset, _row, @member, {_sql.Text} FROM {ColumnNames.Quote(table.Name)} WHERE {_sql.Has} ON CONFLICT (dataset, row_number, member) DO UPDATE SET value = excluded.value",
                    cancellationToken, ("dataset", table.Key), ("member", column.Property));
            }
            return await connection.NumberAsync($"SELECT COUNT(*) FROM _supertrack_quarantine WHERE dataset = {table.Key} AND reason IS NULL", cancellationToken) ?? 0;
        }, cancellationToken);
    }

    private async Task<EvolutionResult> EvolveAsync(MigrationConnection connection, TableEvolution evolution, CancellationToken cancellationToken)
    {
        if (await DatasetTable.FindAsync(connection, _sql, evolution.Dataset, cancellationToken) is not { } table) return new EvolutionResult(null, null, 0, []);
        await connection.TogetherAsync(() => AddAsync(connection, table, evolution.Added, cancellationToken), cancellationToken);
        table = (await DatasetTable.FindAsync(connection, _sql, evolution.Dataset, cancellationToken))!;
        var (possible, left) = Possible(table, evolution.Retyped);
        var ticket = await KeptAsync(connection, table.Key, evolution.FromVersion, Ticket(table, evolution.FromVersion, possible), cancellationToken);
        var progress = new MigrationProgress(0, 0, null, null);
        MigrationPlan? plan = null;
        if (ticket is not null)
        {
            plan = WithCatalog(ticket, table);
            await RunnerOf(evolution.Dataset.Tenant).RunAsync(plan, MigrationPhase.Switch, cancellationToken);
            progress = await RunnerOf(evolution.Dataset.Tenant).InspectAsync(plan, cancellationToken);
            table = (await DatasetTable.FindAsync(connection, _sql, evolution.Dataset, cancellationToken))!;
        }
        var filled = evolution.Added.Concat(evolution.Retyped).Select(c => c.Property).ToHashSet();
        foreach (var column in table.Columns.Where(c => filled.Contains(c.Property)))
            await connection.TogetherAsync(() => TakeInAsync(connection, table, column, cancellationToken), cancellationToken);
        return new EvolutionResult(ticket?.Text(), plan?.OldView, progress.Quarantined ?? 0, left);
    }

    // Who sets old columns aside has decided that what is stored in the new ones stays.
    private static async Task EndJournalAsync(MigrationConnection connection, DatasetTable table, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync($"DROP TABLE IF EXISTS {ColumnNames.Quote(table.Images)}", cancellationToken);
        await connection.ExecuteAsync($"DELETE FROM _supertrack_journal WHERE dataset = {table.Key}", cancellationToken);
    }

    private async Task AddAsync(MigrationConnection connection, DatasetTable table, IReadOnlyList<TableColumn> added, CancellationToken cancellationToken)
    {
        var columns = table.Columns.ToList();
        foreach (var column in added.Where(a => !columns.Exists(c => c.Property == a.Property)))
        {
            var name = ColumnNames.Unique(column.Property, taken => columns.Exists(c => string.Equals(c.Name, taken, StringComparison.OrdinalIgnoreCase)));
            foreach (var place in table.Journaled ? [table.Name, table.Images] : new[] { table.Name })
                await connection.ExecuteAsync($"ALTER TABLE {ColumnNames.Quote(place)} ADD COLUMN {ColumnNames.Quote(name)} {_sql.TypeName(column.Type)}", cancellationToken);
            await connection.ExecuteAsync(
                "INSERT INTO _supertrack_column (dataset, position, property, name, type) VALUES (@dataset, @position, @property, @name, @type)", cancellationToken,
                ("dataset", table.Key), ("position", columns.Count), ("property", column.Property), ("name", name), ("type", column.Type.ToString()));
            columns.Add(new StoredColumn(name, column.Property, column.Type));
        }
    }

    /// <summary>
    /// A table that every full refresh replaces cannot carry views over, and PostgreSQL's plain JSON cannot be compared: there the values stay
    /// in <c>_extra</c>, where readers find them as before. They stay there too while the rows of recent runs can still be taken back: that needs the columns as they were.
    /// </summary>
    private (IReadOnlyList<TableColumn> Possible, IReadOnlyList<string> Left) Possible(DatasetTable table, IReadOnlyList<TableColumn> retyped)
    {
        var possible = retyped.Where(r => table.Mode != WriteMode.Replace && !table.Journaled && !(_sql.Dialect == "postgres" && (r.Type == ColumnType.Json || TypeOf(table, r) == ColumnType.Json)) && TypeOf(table, r) is { } type && type != r.Type).ToList();
        return (possible, [.. retyped.Where(r => !possible.Contains(r) && TypeOf(table, r) is { } type && type != r.Type).Select(r => r.Property)]);
    }

    private static ColumnType? TypeOf(DatasetTable table, TableColumn column) => table.Columns.FirstOrDefault(c => c.Property == column.Property)?.Type;

    private static EvolutionTicket? Ticket(DatasetTable table, int fromVersion, IReadOnlyList<TableColumn> retyped) => retyped.Count == 0 ? null : new EvolutionTicket(
        table.Name, fromVersion,
        [new EvolutionTicket.Column("_row", Core.Schemas.Dialects.ColumnType.Integer), .. table.Columns.Select(c => new EvolutionTicket.Column(c.Name, EvolutionSql.Dialects(c.Type)))],
        [.. retyped.Select(r => new EvolutionTicket.Retype(r.Property, table.Columns.First(c => c.Property == r.Property).Name, EvolutionSql.Dialects(r.Type)))]);

    /// <summary>The ticket of the first attempt, which a repeated call goes on with: by then the catalog may show the new types already.</summary>
    private static async Task<EvolutionTicket?> KeptAsync(MigrationConnection connection, long dataset, int fromVersion, EvolutionTicket? ticket, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS _supertrack_evolution (dataset BIGINT NOT NULL, from_version INTEGER NOT NULL, ticket TEXT NOT NULL, PRIMARY KEY (dataset, from_version))", cancellationToken);
        if (ticket is not null)
        {
            await connection.ExecuteAsync(
                "INSERT INTO _supertrack_evolution (dataset, from_version, ticket) VALUES (@dataset, @version, @ticket) ON CONFLICT (dataset, from_version) DO NOTHING", cancellationToken,
                ("dataset", dataset), ("version", fromVersion), ("ticket", ticket.Text()));
        }
        await using var command = connection.Command("SELECT ticket FROM _supertrack_evolution WHERE dataset = @dataset AND from_version = @version", ("dataset", dataset), ("version", fromVersion));
        return await command.ExecuteScalarAsync(cancellationToken) is string kept ? EvolutionTicket.Parse(kept) : null;
    }

    /// <summary>The plan, with the catalog following the columns in the same transactions.</summary>
    private MigrationPlan WithCatalog(EvolutionTicket ticket, DatasetTable table)
    {
        var plan = ticket.Plan(_sql.Dialect);
        string Set(EvolutionTicket.Retype r, string name) =>
            $"UPDATE _supertrack_column SET name = {MigrationPlanner.Literal(name)}, type = '{r.To}' WHERE dataset = {table.Key} AND property = {MigrationPlanner.Literal(r.Property)}";
        return plan with
        {
            Steps = [.. plan.Steps.Select(s => s.Phase switch
            {
                MigrationPhase.Switch => s with { Apply = [.. s.Apply, .. ticket.Retyped.Select(r => Set(r, ticket.Between(r)))] },
                MigrationPhase.Contract => s with { Apply = [.. s.Apply, .. ticket.Retyped.Select(r => Set(r, r.Name))] },
                _ => s,
            })],
        };
    }

    /// <summary>Moves what rows kept of a member in <c>_extra</c> into its column, where it fits now.</summary>
    private Task TakeInAsync(MigrationConnection connection, DatasetTable table, StoredColumn column, CancellationToken cancellationToken)
    {
        var value = _sql.As(column.Type);
        return connection.ExecuteAsync(
            $"UPDATE {ColumnNames.Quote(table.Name)} SET {ColumnNames.Quote(column.Name)} = {value}, _extra = {_sql.Without} WHERE {ColumnNames.Quote(column.Name)} IS NULL AND {_sql.Has} AND {value} IS NOT NULL",
            cancellationToken, ("member", column.Property));
    }

    private MigrationRunner RunnerOf(string tenant) => new(cancellationToken => _open(tenant, cancellationToken));

    private async Task<T> TranslatedAsync<T>(string tenant, Func<MigrationConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new MigrationConnection(await _open(tenant, cancellationToken), null);
            return await work(connection);
        }
        catch (Exception error) when (error is SqliteException or NpgsqlException)
        {
            throw _translate((DbException)error, tenant);
        }
    }
}
