using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>Turns rows back into records: the columns under their members' names, and the members kept in <c>_extra</c>.</summary>
internal static class PostgresRecordReader
{
    public static async Task<RecordSlice> ReadAsync(PostgresSession session, PostgresDataset dataset, long after, int limit)
    {
        if (!await PostgresTables.ExistsAsync(session, dataset, dataset.Table))
            return new RecordSlice(ReadOnlyMemory<byte>.Empty, 0, after, More: false);
        var columns = string.Concat(dataset.Columns.Select(column => ", " + ColumnNames.Quote(column.Name)));
        await using var command = new NpgsqlCommand(
            $"SELECT _row, _extra::text{columns} FROM {dataset.Quoted(dataset.Table)} WHERE _row > $1 ORDER BY _row LIMIT $2", session.Connection)
        {
            Parameters = { new() { Value = after }, new() { Value = (long)limit + 1 } },
        };
        await using var reader = await command.ExecuteReaderAsync(session.CancellationToken);
        var output = new ArrayBufferWriter<byte>();
        var count = 0;
        var last = after;
        while (await reader.ReadAsync(session.CancellationToken))
        {
            if (count == limit)
                return new RecordSlice(output.WrittenMemory, count, last, More: true);
            last = reader.GetInt64(0);
            Write(reader, dataset.Columns, output);
            count++;
        }
        return new RecordSlice(output.WrittenMemory, count, last, More: false);
    }

    private static void Write(NpgsqlDataReader reader, IReadOnlyList<StoredColumn> columns, ArrayBufferWriter<byte> output)
    {
        var kept = new KeptMembers(reader.IsDBNull(1) ? null : reader.GetString(1));
        using (var writer = new Utf8JsonWriter(output, RecordJson.Options))
        {
            writer.WriteStartObject();
            for (var i = 0; i < columns.Count; i++)
            {
                if (reader.IsDBNull(i + 2) && kept.Has(columns[i].Property))
                    continue;
                writer.WritePropertyName(columns[i].Property);
                WriteValue(reader, i + 2, columns[i].Type, writer);
            }
        }
        kept.CloseObject(output);
    }

    private static void WriteValue(NpgsqlDataReader reader, int index, ColumnType type, Utf8JsonWriter writer)
    {
        if (reader.IsDBNull(index))
        {
            writer.WriteNullValue();
            return;
        }
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
