using System.Text.Json;
using NpgsqlTypes;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>The tables in every tenant's schema that say which datasets there are, what their columns mean and how far each has been stored.</summary>
internal static class PostgresCatalog
{
    public static Task CreateAsync(PostgresSession session)
    {
        var schema = ColumnNames.Quote(session.Schema);
        return session.ExecuteAsync($"""
            CREATE SCHEMA IF NOT EXISTS {schema};
            CREATE TABLE IF NOT EXISTS {schema}._supertrack_dataset (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, connector text NOT NULL, stream text NOT NULL, table_name text NOT NULL UNIQUE,
                primary_key text NOT NULL, mode text NOT NULL, run bigint NOT NULL DEFAULT 0, sequence bigint NOT NULL DEFAULT 0,
                records bigint NOT NULL DEFAULT 0, checkpoint bytea, state text, finished boolean NOT NULL DEFAULT false, UNIQUE (connector, stream));
            CREATE TABLE IF NOT EXISTS {schema}._supertrack_column (
                dataset bigint NOT NULL, position int NOT NULL, property text NOT NULL, name text NOT NULL, type text NOT NULL,
                PRIMARY KEY (dataset, property), UNIQUE (dataset, name));
            CREATE TABLE IF NOT EXISTS {schema}._supertrack_batch (
                dataset bigint NOT NULL, batch text NOT NULL, run bigint NOT NULL, sequence bigint NOT NULL, records int NOT NULL, PRIMARY KEY (dataset, batch));
            CREATE TABLE IF NOT EXISTS {schema}._supertrack_journal (
                dataset bigint PRIMARY KEY, name text NOT NULL, existed boolean NOT NULL, last_row bigint NOT NULL, state text,
                whole boolean NOT NULL DEFAULT false, restored bigint, removed bigint);
            CREATE TABLE IF NOT EXISTS {schema}._supertrack_quarantine (
                dataset bigint NOT NULL, row_number bigint NOT NULL, member text NOT NULL, value text, reason text, PRIMARY KEY (dataset, row_number, member));
            ALTER TABLE {schema}._supertrack_quarantine ADD COLUMN IF NOT EXISTS reason text;
            """);
    }

    public static async Task<bool> ExistsAsync(PostgresSession session) =>
        await session.ScalarAsync("SELECT to_regclass($1)::text", $"{ColumnNames.Quote(session.Schema)}._supertrack_dataset") is string;

    /// <summary>Finds a dataset, and for a writer locks it until the transaction ends.</summary>
    public static async Task<PostgresDataset?> FindAsync(PostgresSession session, DatasetId dataset, bool forWriting)
    {
        var found = await session.QueryAsync(
            reader => (Key: reader.GetInt64(0), Table: reader.GetString(1), PrimaryKey: reader.GetString(2), Mode: reader.GetString(3)),
            $"SELECT id, table_name, primary_key, mode FROM {ColumnNames.Quote(session.Schema)}._supertrack_dataset WHERE connector = $1 AND stream = $2 {(forWriting ? "FOR UPDATE" : "")}",
            dataset.Connector, Storable(dataset.Stream));
        if (found is not [var (key, table, primaryKey, mode)])
            return null;
        var columns = await session.QueryAsync(
            reader => new StoredColumn(reader.GetString(0), PropertyOf(reader.GetString(1)), Enum.Parse<ColumnType>(reader.GetString(2))),
            $"SELECT name, property, type FROM {ColumnNames.Quote(session.Schema)}._supertrack_column WHERE dataset = $1 ORDER BY position", key);
        return new PostgresDataset(dataset, key, session.Schema, table, columns, JsonSerializer.Deserialize<List<List<string>>>(primaryKey)!, Enum.Parse<WriteMode>(mode));
    }

    public static Task<List<DatasetId>> ListAsync(PostgresSession session, string tenant) => session.QueryAsync(
        reader => new DatasetId(tenant, reader.GetString(0), PropertyOf(reader.GetString(1))),
        $"SELECT connector, stream FROM {ColumnNames.Quote(session.Schema)}._supertrack_dataset ORDER BY connector, stream");

    public static async Task<PostgresDataset> AddAsync(PostgresSession session, DatasetId dataset, TableShape shape)
    {
        var names = await session.QueryAsync(
            reader => reader.GetString(0), "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1", session.Schema);
        var table = ColumnNames.Unique($"{dataset.Connector}_{dataset.Stream}", names.Contains);
        await session.ExecuteAsync(
            $"INSERT INTO {ColumnNames.Quote(session.Schema)}._supertrack_dataset (connector, stream, table_name, primary_key, mode) VALUES ($1, $2, $3, $4, $5)",
            dataset.Connector, Storable(dataset.Stream), table, JsonSerializer.Serialize(shape.PrimaryKey), shape.Mode.ToString());
        return (await FindAsync(session, dataset, forWriting: true))!;
    }

    public static Task SetKeyAsync(PostgresSession session, long key, TableShape shape) => session.ExecuteAsync(
        $"UPDATE {ColumnNames.Quote(session.Schema)}._supertrack_dataset SET primary_key = $2, mode = $3 WHERE id = $1",
        key, JsonSerializer.Serialize(shape.PrimaryKey), shape.Mode.ToString());

    public static Task AddColumnAsync(PostgresSession session, long key, int position, StoredColumn column) => session.ExecuteAsync(
        $"INSERT INTO {ColumnNames.Quote(session.Schema)}._supertrack_column (dataset, position, property, name, type) VALUES ($1, $2, $3, $4, $5)",
        key, position, Storable(column.Property), column.Name, column.Type.ToString());

    public static async Task<StreamPosition> PositionAsync(PostgresSession session, long key)
    {
        var found = await session.QueryAsync(
            reader => new StreamPosition
            {
                Run = reader.GetInt64(0),
                Sequence = reader.GetInt64(1),
                Records = reader.GetInt64(2),
                Checkpoint = reader.IsDBNull(3) ? ReadOnlyMemory<byte>.Empty : reader.GetFieldValue<byte[]>(3),
                State = reader.IsDBNull(4) ? null : PropertyOf(reader.GetString(4)),
                Finished = reader.GetBoolean(5),
            },
            $"SELECT run, sequence, records, checkpoint, state, finished FROM {ColumnNames.Quote(session.Schema)}._supertrack_dataset WHERE id = $1", key);
        return found[0];
    }

    public static async Task SetPositionAsync(PostgresSession session, long key, StreamPosition position)
    {
        var state = new Npgsql.NpgsqlParameter { Value = position.State is { } text ? Storable(text) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
        await using var command = new Npgsql.NpgsqlCommand(
            $"UPDATE {ColumnNames.Quote(session.Schema)}._supertrack_dataset SET run = $2, sequence = $3, records = $4, checkpoint = $5, state = $6, finished = $7 WHERE id = $1",
            session.Connection)
        {
            Parameters =
            {
                new() { Value = key }, new() { Value = position.Run }, new() { Value = position.Sequence }, new() { Value = position.Records },
                new() { Value = position.Checkpoint.ToArray() }, state, new() { Value = position.Finished },
            },
        };
        await command.ExecuteNonQueryAsync(session.CancellationToken);
    }

    /// <summary>False when the batch was there already.</summary>
    public static async Task<bool> AddBatchAsync(PostgresSession session, PostgresDataset dataset, long run, PageBatch page) => await session.ExecuteAsync(
        $"INSERT INTO {ColumnNames.Quote(session.Schema)}._supertrack_batch (dataset, batch, run, sequence, records) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        dataset.Key, BatchId.For(dataset.Id, run, page.Sequence), run, page.Sequence, page.Count) == 1;

    /// <summary>Sets aside what records say that are not stored.</summary>
    public static async Task QuarantineAsync(PostgresSession session, long key, IReadOnlyList<WithheldRecord> withheld)
    {
        foreach (var record in withheld)
        {
            foreach (var (member, value) in record.Values)
            {
                await session.ExecuteAsync(
                    $"INSERT INTO {ColumnNames.Quote(session.Schema)}._supertrack_quarantine (dataset, row_number, member, value, reason) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (dataset, row_number, member) DO UPDATE SET value = excluded.value, reason = excluded.reason",
                    key, record.Row, Storable(member), Storable(value), record.Reason);
            }
        }
    }

    /// <summary>Batches of earlier runs are fenced off by the run number, so their ids need not be kept.</summary>
    public static Task ForgetBatchesAsync(PostgresSession session, long key, long beforeRun) =>
        session.ExecuteAsync($"DELETE FROM {ColumnNames.Quote(session.Schema)}._supertrack_batch WHERE dataset = $1 AND run < $2", key, beforeRun);

    // PostgreSQL's text holds every character but U+0000, which names of foreign APIs may have: it becomes a private-use character.
    internal static string Storable(string text) => text.Replace('\0', '\uF8FF');

    internal static string PropertyOf(string stored) => stored.Replace('\uF8FF', '\0');
}
