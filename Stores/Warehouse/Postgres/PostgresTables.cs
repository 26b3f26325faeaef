using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>Creates, extends and replaces the tables that hold records.</summary>
internal static class PostgresTables
{
    /// <summary>PostgreSQL takes 1,600 columns; what comes beyond this stays in <c>_extra</c>.</summary>
    public const int MaximumColumns = 1_000;

    public static string Staging(string table) => table + "__next";

    public static async Task CreateAsync(PostgresSession session, PostgresDataset dataset, string table)
    {
        var columns = string.Concat(dataset.Columns.Select(column => $", {ColumnNames.Quote(column.Name)} {TypeName(column.Type)}"));
        await session.ExecuteAsync(
            $"CREATE TABLE IF NOT EXISTS {dataset.Quoted(table)} (_row bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, _key text, _run bigint NOT NULL, _synced_at timestamptz NOT NULL, _extra json{columns})");
        var index = dataset.Quoted(table + "__key");
        if (dataset.Mode != WriteMode.Upsert)
        {
            await session.ExecuteAsync($"DROP INDEX IF EXISTS {index}");
            return;
        }
        if (await session.ScalarAsync("SELECT to_regclass($1)::text", index) is string)
            return;
        // A table that was appended to may hold several rows of a key: the newest stays.
        await session.ExecuteAsync($"DELETE FROM {dataset.Quoted(table)} a USING {dataset.Quoted(table)} b WHERE a._key = b._key AND a._row < b._row");
        await session.ExecuteAsync($"CREATE UNIQUE INDEX {ColumnNames.Quote(table + "__key")} ON {dataset.Quoted(table)} (_key)");
    }

    /// <summary>Adds the columns that the dataset lacks; what exists stays as it is.</summary>
    public static async Task<PostgresDataset> ExtendAsync(PostgresSession session, PostgresDataset dataset, IEnumerable<TableColumn> wanted)
    {
        var columns = dataset.Columns.ToList();
        foreach (var column in wanted)
        {
            if (columns.Count >= MaximumColumns || columns.Any(known => known.Property == column.Property))
                continue;
            var stored = new StoredColumn(ColumnNames.Unique(column.Property, taken => columns.Any(known => known.Name == taken)), column.Property, column.Type);
            await PostgresCatalog.AddColumnAsync(session, dataset.Key, columns.Count, stored);
            foreach (var table in new[] { dataset.Table, Staging(dataset.Table), PostgresJournal.Images(dataset.Table) })
                await session.ExecuteAsync($"ALTER TABLE IF EXISTS {dataset.Quoted(table)} ADD COLUMN {ColumnNames.Quote(stored.Name)} {TypeName(stored.Type)}");
            columns.Add(stored);
        }
        return dataset with { Columns = columns };
    }

    // Views of other versions of the shape go with their table.
    public static Task DropAsync(PostgresSession session, PostgresDataset dataset, string table) =>
        session.ExecuteAsync($"DROP TABLE IF EXISTS {dataset.Quoted(table)} CASCADE");

    /// <summary>The staging table takes the place of the present one.</summary>
    public static async Task SwapAsync(PostgresSession session, PostgresDataset dataset)
    {
        if (!await ExistsAsync(session, dataset, Staging(dataset.Table)))
            return;
        if (!await PostgresUndo.KeepWholeAsync(session, dataset))
            await DropAsync(session, dataset, dataset.Table);
        await session.ExecuteAsync($"ALTER TABLE {dataset.Quoted(Staging(dataset.Table))} RENAME TO {ColumnNames.Quote(dataset.Table)}");
    }

    public static async Task<bool> ExistsAsync(PostgresSession session, PostgresDataset dataset, string table) =>
        await session.ScalarAsync("SELECT to_regclass($1)::text", dataset.Quoted(table)) is string;

    public static string TypeName(ColumnType type) => type switch
    {
        ColumnType.Integer => "bigint",
        ColumnType.Number => "double precision",
        ColumnType.Boolean => "boolean",
        ColumnType.Timestamp => "timestamptz",
        ColumnType.Date => "date",
        ColumnType.Json => "json",
        _ => "text",
    };
}
