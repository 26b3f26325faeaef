using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>The transactions before a run's first page: table, columns, and the run that may write from now on.</summary>
internal static class SqliteBegin
{
    public static StreamPosition Run(SqliteConnection connection, SqliteTenantFile file, DatasetId dataset, TableShape shape, long run)
    {
        var found = SqliteCatalog.Find(connection, dataset) ?? SqliteCatalog.Add(connection, dataset, shape);
        var stored = SqliteCatalog.Position(connection, found.Key);
        if (stored.Run > run)
            throw new RunSupersededException(dataset, run, stored.Run);
        var columns = found.Columns.Count;
        found = SqliteTables.Extend(connection, found, shape.Columns);
        if (stored.Run == run && found.Columns.Count == columns)
            return stored;
        if (stored.Run < run)
            SqliteJournal.Begin(connection, found, shape, stored.State);
        found = Prepare(connection, found, shape, startsAnew: stored.Run < run);
        file.ForgetWriter(dataset);
        if (stored.Run == run)
            return stored;
        var position = new StreamPosition { Run = run, State = stored.State };
        SqliteCatalog.ForgetBatches(connection, found.Key, run);
        SqliteCatalog.SetPosition(connection, found.Key, position);
        return position;
    }

    private static SqliteDataset Prepare(SqliteConnection connection, SqliteDataset found, TableShape shape, bool startsAnew)
    {
        if (!startsAnew)
            return found;
        var dataset = found with { PrimaryKey = shape.PrimaryKey, Mode = shape.Mode };
        SqliteCatalog.SetKey(connection, found.Key, shape);
        SqliteTables.Drop(connection, SqliteTables.Staging(found.Table));
        if (shape.Mode == WriteMode.Replace)
        {
            SqliteTables.Create(connection, dataset, SqliteTables.Staging(found.Table));
            return dataset;
        }
        SqliteTables.Create(connection, dataset, found.Table);
        return dataset;
    }

    public static bool Reset(SqliteConnection connection, SqliteTenantFile file, DatasetId dataset, bool dropRows, long lastRun)
    {
        // A run whose first chunk is still on its way has to find the fence, though there is no table yet.
        var found = SqliteCatalog.Find(connection, dataset) ?? (lastRun > 0 ? SqliteCatalog.Add(connection, dataset, new TableShape { Columns = [] }) : null);
        if (found is null)
            return false;
        file.ForgetWriter(dataset);
        var stored = SqliteCatalog.Position(connection, found.Key);
        SqliteCatalog.SetPosition(connection, found.Key, stored.Reset(lastRun));
        SqliteTables.Drop(connection, SqliteTables.Staging(found.Table));
        if (dropRows)
        {
            SqliteJournal.End(connection, found);
            SqliteTables.Drop(connection, found.Table);
        }
        return true;
    }
}
