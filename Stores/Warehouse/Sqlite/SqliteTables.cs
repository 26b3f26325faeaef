using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>Creates, extends and replaces the tables that hold records.</summary>
internal static class SqliteTables
{
    /// <summary>SQLite takes 2,000 columns; what comes beyond this stays in <c>_extra</c>.</summary>
    public const int MaximumColumns = 1_000;

    public static string Staging(string table) => table + "__next";

    public static void Create(SqliteConnection connection, SqliteDataset dataset, string table)
    {
        var columns = string.Concat(dataset.Columns.Select(column => $", {ColumnNames.Quote(column.Name)} {TypeName(column.Type)}"));
        connection.Execute(
            $"CREATE TABLE IF NOT EXISTS {ColumnNames.Quote(table)} (_row INTEGER PRIMARY KEY, _key, _run INTEGER NOT NULL, _synced_at INTEGER NOT NULL, _extra TEXT{columns})");
        if (dataset.Mode == WriteMode.Upsert)
            IndexKey(connection, table);
        else
            connection.Execute($"DROP INDEX IF EXISTS {ColumnNames.Quote(table + "__key")}");
    }

    /// <summary>Adds the columns that the dataset lacks; what exists stays as it is.</summary>
    public static SqliteDataset Extend(SqliteConnection connection, SqliteDataset dataset, IEnumerable<TableColumn> wanted)
    {
        var columns = dataset.Columns.ToList();
        foreach (var column in wanted)
        {
            if (columns.Count >= MaximumColumns || columns.Any(known => known.Property == column.Property))
                continue;
            var name = ColumnNames.Unique(column.Property, taken => columns.Any(known => string.Equals(known.Name, taken, StringComparison.OrdinalIgnoreCase)));
            var stored = new StoredColumn(name, column.Property, column.Type);
            SqliteCatalog.AddColumn(connection, dataset.Key, columns.Count, stored);
            foreach (var table in new[] { dataset.Table, Staging(dataset.Table), SqliteJournal.Images(dataset.Table) }.Where(table => Exists(connection, table)))
                connection.Execute($"ALTER TABLE {ColumnNames.Quote(table)} ADD COLUMN {ColumnNames.Quote(name)} {TypeName(column.Type)}");
            columns.Add(stored);
        }
        return dataset with { Columns = columns };
    }

    public static void Drop(SqliteConnection connection, string table) =>
        connection.Execute($"DROP TABLE IF EXISTS {ColumnNames.Quote(table)}");

    /// <summary>The staging table takes the place of the present one.</summary>
    public static void Swap(SqliteConnection connection, SqliteDataset dataset)
    {
        var table = dataset.Table;
        if (!Exists(connection, Staging(table)))
            return;
        if (!SqliteUndo.KeepWhole(connection, dataset))
            Drop(connection, table);
        connection.Execute($"ALTER TABLE {ColumnNames.Quote(Staging(table))} RENAME TO {ColumnNames.Quote(table)}");
    }

    /// <summary>A table that was appended to may hold several rows of a key: the newest stays.</summary>
    public static void IndexKey(SqliteConnection connection, string table)
    {
        var quoted = ColumnNames.Quote(table);
        var index = ColumnNames.Quote(table + "__key");
        using var command = connection.Prepare("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = $1", table + "__key");
        if (command.ExecuteScalar() is not null)
            return;
        connection.Execute($"DELETE FROM {quoted} WHERE _key IS NOT NULL AND _row NOT IN (SELECT MAX(_row) FROM {quoted} WHERE _key IS NOT NULL GROUP BY _key)");
        connection.Execute($"CREATE UNIQUE INDEX {index} ON {quoted} (_key)");
    }

    public static bool Exists(SqliteConnection connection, string table)
    {
        using var command = connection.Prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1", table);
        return command.ExecuteScalar() is not null;
    }

    public static string TypeName(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Boolean => "INTEGER",
        ColumnType.Number => "REAL",
        _ => "TEXT",
    };
}
