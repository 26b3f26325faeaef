using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>Makes tables what they were when their journal began.</summary>
internal static class SqliteUndo
{
    /// <summary>Sets a table that is about to be replaced aside, as it was before; false where nothing needs it any more.</summary>
    public static bool KeepWhole(SqliteConnection connection, SqliteDataset dataset)
    {
        if (SqliteJournal.Find(connection, dataset.Key) is not { TakesImages: true } journal || !SqliteTables.Exists(connection, dataset.Table))
            return false;
        Restore(connection, dataset, journal);
        SetAside(connection, dataset.Table, SqliteJournal.Images(dataset.Table));
        connection.Execute($"UPDATE _supertrack_journal SET whole = 1 WHERE dataset = {dataset.Key}");
        return true;
    }

    public static UndoResult? Run(SqliteConnection connection, SqliteTenantFile file, DatasetId id, string name, long lastRun)
    {
        if (SqliteCatalog.Find(connection, id) is not { } dataset || SqliteJournal.Find(connection, dataset.Key) is not { } journal || journal.Name != name)
            return null;
        if (journal.Undone is { } done)
            return done;
        file.ForgetWriter(id);
        SqliteTables.Drop(connection, SqliteTables.Staging(dataset.Table));
        var result = journal switch
        {
            { Whole: true } => Exchange(connection, dataset),
            { Existed: true } => Restore(connection, dataset, journal),
            _ => DropNew(connection, dataset),
        };
        SqliteTables.Drop(connection, SqliteJournal.Images(dataset.Table));
        using var command = connection.Prepare("UPDATE _supertrack_journal SET restored = $2, removed = $3 WHERE dataset = $1", dataset.Key, result.Restored, result.Removed);
        command.ExecuteNonQuery();
        var stored = SqliteCatalog.Position(connection, dataset.Key);
        SqliteCatalog.SetPosition(connection, dataset.Key, stored.Undo(journal.State, lastRun));
        return result;
    }

    private static UndoResult Restore(SqliteConnection connection, SqliteDataset dataset, SqliteJournal journal)
    {
        var table = ColumnNames.Quote(dataset.Table);
        using var delete = connection.Prepare($"DELETE FROM {table} WHERE _row > $1", journal.LastRow);
        var removed = delete.ExecuteNonQuery();
        using var restore = connection.Prepare($"INSERT OR REPLACE INTO {table} ({SqliteJournal.Columns(dataset)}) SELECT {SqliteJournal.Columns(dataset)} FROM {ColumnNames.Quote(SqliteJournal.Images(dataset.Table))}");
        var restored = restore.ExecuteNonQuery();
        SqliteTables.Drop(connection, SqliteJournal.Images(dataset.Table));
        return new UndoResult(restored, removed);
    }

    private static UndoResult Exchange(SqliteConnection connection, SqliteDataset dataset)
    {
        var result = new UndoResult(Count(connection, SqliteJournal.Images(dataset.Table)), Count(connection, dataset.Table));
        SqliteTables.Drop(connection, dataset.Table);
        SetAside(connection, SqliteJournal.Images(dataset.Table), dataset.Table);
        return result;
    }

    private static UndoResult DropNew(SqliteConnection connection, SqliteDataset dataset)
    {
        var removed = SqliteTables.Exists(connection, dataset.Table) ? Count(connection, dataset.Table) : 0;
        SqliteTables.Drop(connection, dataset.Table);
        return new UndoResult(0, removed);
    }

    // The index would keep its name and so stand in the way of the one of the table that follows; the next run makes it anew.
    private static void SetAside(SqliteConnection connection, string from, string to)
    {
        connection.Execute($"DROP INDEX IF EXISTS {ColumnNames.Quote(from + "__key")}");
        connection.Execute($"ALTER TABLE {ColumnNames.Quote(from)} RENAME TO {ColumnNames.Quote(to)}");
    }

    private static long Count(SqliteConnection connection, string table)
    {
        using var command = connection.Prepare($"SELECT COUNT(*) FROM {ColumnNames.Quote(table)}");
        return (long)command.ExecuteScalar()!;
    }
}
