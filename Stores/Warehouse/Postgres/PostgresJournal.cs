using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>
/// What a dataset was before the first run under a journal: an image of each row that was changed since, or the whole table where it was replaced. Rows that were
/// added since are told by their number.
/// </summary>
/// <param name="LastRow">The last row before; 0 for none.</param>
/// <param name="Existed">There was a table.</param>
/// <param name="Whole">The images are the whole former table.</param>
/// <param name="Undone">What was taken back; null while the journal is written.</param>
internal sealed record PostgresJournal(string Name, long LastRow, bool Existed, bool Whole, string? State, UndoResult? Undone)
{
    /// <summary>Rows have to be kept before they change.</summary>
    public bool TakesImages => Existed && !Whole && Undone is null;

    public static string Images(string table) => table + "__before";

    public static async Task<PostgresJournal?> FindAsync(PostgresSession session, PostgresDataset dataset)
    {
        var found = await session.QueryAsync(
            reader => new PostgresJournal(
                reader.GetString(0), reader.GetInt64(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.IsDBNull(4) ? null : PostgresCatalog.PropertyOf(reader.GetString(4)),
                reader.IsDBNull(5) ? null : new UndoResult(reader.GetInt64(5), reader.GetInt64(6))),
            $"SELECT name, last_row, existed, whole, state, restored, removed FROM {dataset.Quoted("_supertrack_journal")} WHERE dataset = $1", dataset.Key);
        return found is [var journal] ? journal : null;
    }

    /// <summary>A run that begins goes on with the journal of its name, ends another, and opens its own.</summary>
    public static async Task BeginAsync(PostgresSession session, PostgresDataset dataset, TableShape shape, string? state)
    {
        var open = await FindAsync(session, dataset);
        if (open is { Undone: null } && open.Name == shape.Journal)
            return;
        if (open is not null)
            await EndAsync(session, dataset);
        if (shape.Journal is not { } name)
            return;
        var existed = await PostgresTables.ExistsAsync(session, dataset, dataset.Table);
        var last = existed ? (long)(await session.ScalarAsync($"SELECT COALESCE(MAX(_row), 0) FROM {dataset.Quoted(dataset.Table)}"))! : 0;
        await session.ExecuteAsync(
            $"INSERT INTO {dataset.Quoted("_supertrack_journal")} (dataset, name, existed, last_row, state) VALUES ($1, $2, $3, $4, NULLIF($5, ''))",
            dataset.Key, name, existed, last, state is null ? "" : PostgresCatalog.Storable(state));
        var columns = string.Concat(dataset.Columns.Select(column => $", {ColumnNames.Quote(column.Name)} {PostgresTables.TypeName(column.Type)}"));
        await session.ExecuteAsync(
            $"CREATE TABLE {dataset.Quoted(Images(dataset.Table))} (_row bigint PRIMARY KEY, _key text, _run bigint NOT NULL, _synced_at timestamptz NOT NULL, _extra json{columns})");
    }

    public static async Task EndAsync(PostgresSession session, PostgresDataset dataset)
    {
        await PostgresTables.DropAsync(session, dataset, Images(dataset.Table));
        await session.ExecuteAsync($"DELETE FROM {dataset.Quoted("_supertrack_journal")} WHERE dataset = $1", dataset.Key);
    }

    /// <summary>Keeps the rows of the keys that are about to be merged, where they were there before and are not kept yet.</summary>
    /// <param name="incoming">The temporary table with the keys.</param>
    public static async Task KeepAsync(PostgresSession session, PostgresDataset dataset, string incoming)
    {
        if (await FindAsync(session, dataset) is not { TakesImages: true } journal)
            return;
        await session.ExecuteAsync(
            $"""
            INSERT INTO {dataset.Quoted(Images(dataset.Table))} ({Columns(dataset)}) SELECT {Columns(dataset)} FROM {dataset.Quoted(dataset.Table)}
            WHERE _row <= $1 AND _key IN (SELECT _key FROM {incoming}) ON CONFLICT DO NOTHING
            """, journal.LastRow);
    }

    public static string Columns(PostgresDataset dataset) => "_row, _key, _run, _synced_at, _extra" + string.Concat(dataset.Columns.Select(column => ", " + ColumnNames.Quote(column.Name)));
}
