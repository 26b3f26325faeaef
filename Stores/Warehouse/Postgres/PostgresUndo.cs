using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>Makes tables what they were when their journal began.</summary>
internal static class PostgresUndo
{
    /// <summary>Sets a table that is about to be replaced aside, as it was before; false where nothing needs it any more.</summary>
    public static async Task<bool> KeepWholeAsync(PostgresSession session, PostgresDataset dataset)
    {
        if (await PostgresJournal.FindAsync(session, dataset) is not { TakesImages: true } journal || !await PostgresTables.ExistsAsync(session, dataset, dataset.Table))
            return false;
        await RestoreAsync(session, dataset, journal);
        await SetAsideAsync(session, dataset, dataset.Table, PostgresJournal.Images(dataset.Table));
        await session.ExecuteAsync($"UPDATE {dataset.Quoted("_supertrack_journal")} SET whole = true WHERE dataset = $1", dataset.Key);
        return true;
    }

    public static async Task<UndoResult?> RunAsync(PostgresSession session, DatasetId id, string name, long lastRun)
    {
        await PostgresCatalog.CreateAsync(session);
        if (await PostgresCatalog.FindAsync(session, id, forWriting: true) is not { } dataset
            || await PostgresJournal.FindAsync(session, dataset) is not { } journal || journal.Name != name)
            return null;
        if (journal.Undone is { } done)
            return done;
        await PostgresTables.DropAsync(session, dataset, PostgresTables.Staging(dataset.Table));
        var result = journal switch
        {
            { Whole: true } => await ExchangeAsync(session, dataset),
            { Existed: true } => await RestoreAsync(session, dataset, journal),
            _ => await DropNewAsync(session, dataset),
        };
        await PostgresTables.DropAsync(session, dataset, PostgresJournal.Images(dataset.Table));
        await session.ExecuteAsync($"UPDATE {dataset.Quoted("_supertrack_journal")} SET restored = $2, removed = $3 WHERE dataset = $1", dataset.Key, result.Restored, result.Removed);
        var stored = await PostgresCatalog.PositionAsync(session, dataset.Key);
        await PostgresCatalog.SetPositionAsync(session, dataset.Key, stored.Undo(journal.State, lastRun));
        return result;
    }

    private static async Task<UndoResult> RestoreAsync(PostgresSession session, PostgresDataset dataset, PostgresJournal journal)
    {
        var (table, images) = (dataset.Quoted(dataset.Table), dataset.Quoted(PostgresJournal.Images(dataset.Table)));
        var removed = await session.ExecuteAsync($"DELETE FROM {table} WHERE _row > $1", journal.LastRow);
        var columns = string.Concat(dataset.Columns.Select(column => $", {ColumnNames.Quote(column.Name)} = images.{ColumnNames.Quote(column.Name)}"));
        var restored = await session.ExecuteAsync(
            $"UPDATE {table} AS kept SET _key = images._key, _run = images._run, _synced_at = images._synced_at, _extra = images._extra{columns} FROM {images} AS images WHERE kept._row = images._row");
        await PostgresTables.DropAsync(session, dataset, PostgresJournal.Images(dataset.Table));
        return new UndoResult(restored, removed);
    }

    private static async Task<UndoResult> ExchangeAsync(PostgresSession session, PostgresDataset dataset)
    {
        var result = new UndoResult(await CountAsync(session, dataset, PostgresJournal.Images(dataset.Table)), await CountAsync(session, dataset, dataset.Table));
        await PostgresTables.DropAsync(session, dataset, dataset.Table);
        await SetAsideAsync(session, dataset, PostgresJournal.Images(dataset.Table), dataset.Table);
        return result;
    }

    private static async Task<UndoResult> DropNewAsync(PostgresSession session, PostgresDataset dataset)
    {
        var removed = await PostgresTables.ExistsAsync(session, dataset, dataset.Table) ? await CountAsync(session, dataset, dataset.Table) : 0;
        await PostgresTables.DropAsync(session, dataset, dataset.Table);
        return new UndoResult(0, removed);
    }

    // The index would keep its name and so stand in the way of the one of the table that follows; the next run makes it anew.
    private static async Task SetAsideAsync(PostgresSession session, PostgresDataset dataset, string from, string to)
    {
        await session.ExecuteAsync($"DROP INDEX IF EXISTS {dataset.Quoted(from + "__key")}");
        await session.ExecuteAsync($"ALTER TABLE {dataset.Quoted(from)} RENAME TO {ColumnNames.Quote(to)}");
    }

    private static async Task<long> CountAsync(PostgresSession session, PostgresDataset dataset, string table) =>
        (long)(await session.ScalarAsync($"SELECT COUNT(*) FROM {dataset.Quoted(table)}"))!;
}
