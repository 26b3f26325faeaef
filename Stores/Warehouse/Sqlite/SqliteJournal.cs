using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>
/// What a dataset was before the first run under a journal: an image of each row that was changed since, or the whole table where it was replaced. Rows that were
/// added since are told by their number.
/// </summary>
/// <param name="LastRow">The last row before; 0 for none.</param>
/// <param name="Existed">There was a table.</param>
/// <param name="Whole">The images are the whole former table.</param>
/// <param name="Undone">What was taken back; null while the journal is written.</param>
internal sealed record SqliteJournal(string Name, long LastRow, bool Existed, bool Whole, string? State, UndoResult? Undone)
{
    /// <summary>Rows have to be kept before they change.</summary>
    public bool TakesImages => Existed && !Whole && Undone is null;

    public static string Images(string table) => table + "__before";

    public static SqliteJournal? Find(SqliteConnection connection, long dataset)
    {
        using var command = connection.Prepare("SELECT name, last_row, existed, whole, state, restored, removed FROM _supertrack_journal WHERE dataset = $1", dataset);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new SqliteJournal(
                reader.GetString(0), reader.GetInt64(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.IsDBNull(5) ? null : new UndoResult(reader.GetInt64(5), reader.GetInt64(6)))
            : null;
    }

    /// <summary>A run that begins goes on with the journal of its name, ends another, and opens its own.</summary>
    public static void Begin(SqliteConnection connection, SqliteDataset dataset, TableShape shape, string? state)
    {
        var open = Find(connection, dataset.Key);
        if (open is { Undone: null } && open.Name == shape.Journal)
            return;
        if (open is not null)
            End(connection, dataset);
        if (shape.Journal is not { } name)
            return;
        var existed = SqliteTables.Exists(connection, dataset.Table);
        using var last = connection.Prepare(existed ? $"SELECT COALESCE(MAX(_row), 0) FROM {ColumnNames.Quote(dataset.Table)}" : "SELECT 0");
        using var command = connection.Prepare(
            "INSERT INTO _supertrack_journal (dataset, name, existed, last_row, state) VALUES ($1, $2, $3, $4, $5)",
            dataset.Key, name, existed, (long)last.ExecuteScalar()!, state);
        command.ExecuteNonQuery();
        var columns = string.Concat(dataset.Columns.Select(column => $", {ColumnNames.Quote(column.Name)} {SqliteTables.TypeName(column.Type)}"));
        connection.Execute($"CREATE TABLE {ColumnNames.Quote(Images(dataset.Table))} (_row INTEGER PRIMARY KEY, _key, _run INTEGER NOT NULL, _synced_at INTEGER NOT NULL, _extra TEXT{columns})");
    }

    public static void End(SqliteConnection connection, SqliteDataset dataset)
    {
        SqliteTables.Drop(connection, Images(dataset.Table));
        connection.Execute($"DELETE FROM _supertrack_journal WHERE dataset = {dataset.Key}");
    }

    /// <summary>Keeps the row of a key (the one parameter), if it was there before and is not kept yet.</summary>
    public static string KeepSql(SqliteDataset dataset, SqliteJournal journal) =>
        $"INSERT OR IGNORE INTO {ColumnNames.Quote(Images(dataset.Table))} ({Columns(dataset)}) SELECT {Columns(dataset)} FROM {ColumnNames.Quote(dataset.Table)} WHERE _key = ? AND _row <= {journal.LastRow}";

    public static string Columns(SqliteDataset dataset) => "_row, _key, _run, _synced_at, _extra" + string.Concat(dataset.Columns.Select(column => ", " + ColumnNames.Quote(column.Name)));
}
