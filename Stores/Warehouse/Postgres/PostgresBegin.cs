using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>The transactions before a run's first page: table, columns, and the run that may write from now on.</summary>
internal static class PostgresBegin
{
    public static async Task<StreamPosition> RunAsync(PostgresSession session, DatasetId dataset, TableShape shape, long run)
    {
        await OpenAsync(session);
        var found = await PostgresCatalog.FindAsync(session, dataset, forWriting: true) ?? await PostgresCatalog.AddAsync(session, dataset, shape);
        var stored = await PostgresCatalog.PositionAsync(session, found.Key);
        if (stored.Run > run)
            throw new RunSupersededException(dataset, run, stored.Run);
        found = await PostgresTables.ExtendAsync(session, found, shape.Columns);
        if (stored.Run == run)
            return stored;
        await PostgresJournal.BeginAsync(session, found, shape, stored.State);
        found = found with { PrimaryKey = shape.PrimaryKey, Mode = shape.Mode };
        await PostgresCatalog.SetKeyAsync(session, found.Key, shape);
        await PostgresTables.DropAsync(session, found, PostgresTables.Staging(found.Table));
        await PostgresTables.CreateAsync(session, found, shape.Mode == WriteMode.Replace ? PostgresTables.Staging(found.Table) : found.Table);
        var position = new StreamPosition { Run = run, State = stored.State };
        await PostgresCatalog.ForgetBatchesAsync(session, found.Key, run);
        await PostgresCatalog.SetPositionAsync(session, found.Key, position);
        return position;
    }

    public static async Task<bool> ResetAsync(PostgresSession session, DatasetId dataset, bool dropRows, long lastRun)
    {
        if (lastRun == 0 && !await PostgresCatalog.ExistsAsync(session))
            return false;
        await OpenAsync(session);
        // A run whose first chunk is still on its way has to find the fence, though there is no table yet.
        var found = await PostgresCatalog.FindAsync(session, dataset, forWriting: true)
            ?? (lastRun > 0 ? await PostgresCatalog.AddAsync(session, dataset, new TableShape { Columns = [] }) : null);
        if (found is null)
            return false;
        var stored = await PostgresCatalog.PositionAsync(session, found.Key);
        await PostgresCatalog.SetPositionAsync(session, found.Key, stored.Reset(lastRun));
        await PostgresTables.DropAsync(session, found, PostgresTables.Staging(found.Table));
        if (dropRows)
        {
            await PostgresJournal.EndAsync(session, found);
            await PostgresTables.DropAsync(session, found, found.Table);
        }
        return true;
    }

    /// <summary>One at a time: two that create the same schema or table at once would trip over each other.</summary>
    private static async Task OpenAsync(PostgresSession session)
    {
        await session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtext($1))", session.Schema);
        await PostgresCatalog.CreateAsync(session);
    }
}
