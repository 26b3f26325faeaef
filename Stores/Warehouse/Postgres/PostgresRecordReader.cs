using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Reading;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>Reads records. Text is compared byte by byte, as SQLite does.</summary>
internal sealed class PostgresRecordReader : RecordDialect
{
    private static readonly PostgresRecordReader Dialect = new();

    public override string Extra => "_extra::text";

    public static async Task<RecordSlice> ReadAsync(PostgresSession session, PostgresDataset dataset, RecordQuery query)
    {
        var select = new RecordSelect(Dialect, dataset.Quoted(dataset.Table), dataset.Columns, query);
        var rows = new RecordRows(Dialect, select, query);
        if (!await PostgresTables.ExistsAsync(session, dataset, dataset.Table))
            return rows.Slice;
        await using var command = new NpgsqlCommand(select.Sql, session.Connection);
        foreach (var value in select.Values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(session.CancellationToken);
        while (await reader.ReadAsync(session.CancellationToken) && rows.Take(reader))
        {
        }
        return rows.Slice;
    }

    public static async Task<IReadOnlyList<StoredRecord?>> FindAsync(PostgresSession session, PostgresDataset dataset, ReadOnlyMemory<byte> lines)
    {
        var lookup = new RecordLookup(Dialect, dataset.Quoted(dataset.Table), dataset.Columns, dataset.PrimaryKey);
        var groups = lookup.Read(lines.Span);
        if (!await PostgresTables.ExistsAsync(session, dataset, dataset.Table))
            return lookup.Result();
        foreach (var keys in groups)
        {
            await using var command = new NpgsqlCommand(lookup.Sql(keys.Length), session.Connection);
            foreach (var key in keys)
                command.Parameters.Add(new NpgsqlParameter { Value = RecordLookup.TextOf(key) });
            await using var reader = await command.ExecuteReaderAsync(session.CancellationToken);
            while (await reader.ReadAsync(session.CancellationToken))
                lookup.Take(reader);
        }
        return lookup.Result();
    }

    public override string Comparable(StoredColumn column) => ColumnNames.Quote(column.Name) + (column.Type == ColumnType.Text ? " COLLATE \"C\"" : "");

    public override string Comparable(ColumnType type, string parameter) => type switch
    {
        ColumnType.Integer => $"CAST({parameter} AS bigint)",
        ColumnType.Number => $"CAST({parameter} AS double precision)",
        ColumnType.Boolean => $"CAST({parameter} AS boolean)",
        ColumnType.Timestamp => $"CAST({parameter} AS timestamptz)",
        ColumnType.Date => $"CAST({parameter} AS date)",
        _ => $"CAST({parameter} AS text)",
    };

    public override string Key(StoredColumn column) => column.Type == ColumnType.Timestamp
        ? $"to_char({ColumnNames.Quote(column.Name)} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        : $"{ColumnNames.Quote(column.Name)}::text";

    public override void Write(DbDataReader reader, int index, ColumnType type, Utf8JsonWriter writer)
    {
        switch (type)
        {
            case ColumnType.Integer:
                writer.WriteNumberValue(reader.GetInt64(index));
                break;
            case ColumnType.Number:
                writer.WriteNumberValue(reader.GetDouble(index));
                break;
            case ColumnType.Boolean:
                writer.WriteBooleanValue(reader.GetBoolean(index));
                break;
            case ColumnType.Timestamp:
                writer.WriteStringValue(reader.GetDateTime(index).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
                break;
            case ColumnType.Date:
                writer.WriteStringValue(reader.GetFieldValue<DateOnly>(index).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case ColumnType.Json:
                writer.WriteRawValue(reader.GetString(index), skipInputValidation: true);
                break;
            default:
                writer.WriteStringValue(reader.GetString(index));
                break;
        }
    }
}
