using System.Text.Json;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>The tables in every tenant's file that say which datasets there are, what their columns mean and how far each has been stored.</summary>
internal static class SqliteCatalog
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS _supertrack_dataset (
            id INTEGER PRIMARY KEY, connector TEXT NOT NULL, stream TEXT NOT NULL, table_name TEXT NOT NULL UNIQUE,
            primary_key TEXT NOT NULL, mode TEXT NOT NULL, run INTEGER NOT NULL DEFAULT 0, sequence INTEGER NOT NULL DEFAULT 0,
            records INTEGER NOT NULL DEFAULT 0, checkpoint BLOB, state TEXT, finished INTEGER NOT NULL DEFAULT 0,
            UNIQUE (connector, stream));
        CREATE TABLE IF NOT EXISTS _supertrack_column (
            dataset INTEGER NOT NULL, position INTEGER NOT NULL, property TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
            PRIMARY KEY (dataset, property), UNIQUE (dataset, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _supertrack_batch (
            dataset INTEGER NOT NULL, batch TEXT NOT NULL, run INTEGER NOT NULL, sequence INTEGER NOT NULL, records INTEGER NOT NULL,
            PRIMARY KEY (dataset, batch)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _supertrack_journal (
            dataset INTEGER PRIMARY KEY, name TEXT NOT NULL, existed INTEGER NOT NULL, last_row INTEGER NOT NULL, state TEXT,
            whole INTEGER NOT NULL DEFAULT 0, restored INTEGER, removed INTEGER);
        CREATE TABLE IF NOT EXISTS _supertrack_quarantine (
            dataset BIGINT NOT NULL, row_number BIGINT NOT NULL, member TEXT NOT NULL, value TEXT, reason TEXT, PRIMARY KEY (dataset, row_number, member));
        """;

    public static void Create(SqliteConnection connection)
    {
        connection.Execute(Tables);
        // A quarantine of before reasons were kept.
        using var command = connection.Prepare("SELECT 1 FROM pragma_table_info('_supertrack_quarantine') WHERE name = 'reason'");
        if (command.ExecuteScalar() is null)
            connection.Execute("ALTER TABLE _supertrack_quarantine ADD COLUMN reason TEXT");
    }

    public static SqliteDataset? Find(SqliteConnection connection, DatasetId dataset)
    {
        using var command = connection.Prepare(
            "SELECT id, table_name, primary_key, mode FROM _supertrack_dataset WHERE connector = $1 AND stream = $2",
            dataset.Connector, dataset.Stream);
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return null;
        var key = JsonSerializer.Deserialize<List<List<string>>>(reader.GetString(2))!;
        var id = reader.GetInt64(0);
        return new SqliteDataset(dataset, id, reader.GetString(1), Columns(connection, id), key, Enum.Parse<WriteMode>(reader.GetString(3)));
    }

    public static IReadOnlyList<DatasetId> List(SqliteConnection connection, string tenant)
    {
        using var command = connection.Prepare("SELECT connector, stream FROM _supertrack_dataset ORDER BY connector, stream");
        using var reader = command.ExecuteReader();
        var found = new List<DatasetId>();
        while (reader.Read())
            found.Add(new DatasetId(tenant, reader.GetString(0), reader.GetString(1)));
        return found;
    }

    public static SqliteDataset Add(SqliteConnection connection, DatasetId dataset, TableShape shape)
    {
        var table = ColumnNames.Unique(Allowed($"{dataset.Connector}_{dataset.Stream}"), name => IsTable(connection, name));
        using var command = connection.Prepare(
            "INSERT INTO _supertrack_dataset (connector, stream, table_name, primary_key, mode) VALUES ($1, $2, $3, $4, $5)",
            dataset.Connector, dataset.Stream, table, JsonSerializer.Serialize(shape.PrimaryKey), shape.Mode.ToString());
        command.ExecuteNonQuery();
        return Find(connection, dataset)!;
    }

    public static void SetKey(SqliteConnection connection, long id, TableShape shape)
    {
        using var command = connection.Prepare(
            "UPDATE _supertrack_dataset SET primary_key = $2, mode = $3 WHERE id = $1",
            id, JsonSerializer.Serialize(shape.PrimaryKey), shape.Mode.ToString());
        command.ExecuteNonQuery();
    }

    public static void AddColumn(SqliteConnection connection, long id, int position, StoredColumn column)
    {
        using var command = connection.Prepare(
            "INSERT INTO _supertrack_column (dataset, position, property, name, type) VALUES ($1, $2, $3, $4, $5)",
            id, position, column.Property, column.Name, column.Type.ToString());
        command.ExecuteNonQuery();
    }

    public static StreamPosition Position(SqliteConnection connection, long id)
    {
        using var command = connection.Prepare(
            "SELECT run, sequence, records, checkpoint, state, finished FROM _supertrack_dataset WHERE id = $1", id);
        using var reader = command.ExecuteReader();
        reader.Read();
        return new StreamPosition
        {
            Run = reader.GetInt64(0),
            Sequence = reader.GetInt64(1),
            Records = reader.GetInt64(2),
            Checkpoint = reader.IsDBNull(3) ? ReadOnlyMemory<byte>.Empty : reader.GetFieldValue<byte[]>(3),
            State = reader.IsDBNull(4) ? null : reader.GetString(4),
            Finished = reader.GetBoolean(5),
        };
    }

    public static void SetPosition(SqliteConnection connection, long id, StreamPosition position)
    {
        using var command = connection.Prepare(
            "UPDATE _supertrack_dataset SET run = $2, sequence = $3, records = $4, checkpoint = $5, state = $6, finished = $7 WHERE id = $1",
            id, position.Run, position.Sequence, position.Records, position.Checkpoint.ToArray(), position.State, position.Finished);
        command.ExecuteNonQuery();
    }

    /// <summary>False when the batch was there already.</summary>
    public static bool AddBatch(SqliteConnection connection, SqliteDataset dataset, long run, PageBatch page)
    {
        using var command = connection.Prepare(
            "INSERT OR IGNORE INTO _supertrack_batch (dataset, batch, run, sequence, records) VALUES ($1, $2, $3, $4, $5)",
            dataset.Key, BatchId.For(dataset.Id, run, page.Sequence), run, page.Sequence, page.Count);
        return command.ExecuteNonQuery() == 1;
    }

    /// <summary>Sets aside what records say that are not stored.</summary>
    public static void Quarantine(SqliteConnection connection, long id, IReadOnlyList<WithheldRecord> withheld)
    {
        foreach (var record in withheld)
        {
            foreach (var (member, value) in record.Values)
            {
                using var command = connection.Prepare(
                    "INSERT OR REPLACE INTO _supertrack_quarantine (dataset, row_number, member, value, reason) VALUES ($1, $2, $3, $4, $5)", id, record.Row, member, value, record.Reason);
                command.ExecuteNonQuery();
            }
        }
    }

    /// <summary>Batches of earlier runs are fenced off by the run number, so their ids need not be kept.</summary>
    public static void ForgetBatches(SqliteConnection connection, long id, long beforeRun)
    {
        using var command = connection.Prepare("DELETE FROM _supertrack_batch WHERE dataset = $1 AND run < $2", id, beforeRun);
        command.ExecuteNonQuery();
    }

    private static List<StoredColumn> Columns(SqliteConnection connection, long id)
    {
        using var command = connection.Prepare("SELECT name, property, type FROM _supertrack_column WHERE dataset = $1 ORDER BY position", id);
        using var reader = command.ExecuteReader();
        var columns = new List<StoredColumn>();
        while (reader.Read())
            columns.Add(new StoredColumn(reader.GetString(0), reader.GetString(1), Enum.Parse<ColumnType>(reader.GetString(2))));
        return columns;
    }

    private static bool IsTable(SqliteConnection connection, string name)
    {
        using var command = connection.Prepare(
            "SELECT 1 FROM sqlite_master WHERE name = $1 COLLATE NOCASE UNION ALL SELECT 1 FROM _supertrack_dataset WHERE table_name = $1", name);
        return command.ExecuteScalar() is not null;
    }

    /// <summary>No number behind a name makes a reserved beginning free, so such a name gets another one.</summary>
    private static string Allowed(string name) =>
        ColumnNames.Normalise(name) is var plain && (plain.StartsWith("sqlite_", StringComparison.Ordinal) || plain.StartsWith("_supertrack", StringComparison.Ordinal)) ? "t_" + name : name;
}
