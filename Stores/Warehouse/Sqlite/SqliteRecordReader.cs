using System.Buffers;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>Turns rows back into records: the columns under their members' names, and the members kept in <c>_extra</c>.</summary>
internal static class SqliteRecordReader
{
    public static RecordSlice Read(SqliteConnection connection, SqliteDataset dataset, long after, int limit)
    {
        if (!SqliteTables.Exists(connection, dataset.Table))
            return new RecordSlice(ReadOnlyMemory<byte>.Empty, 0, after, More: false);
        var columns = string.Concat(dataset.Columns.Select(column => ", " + ColumnNames.Quote(column.Name)));
        using var command = connection.Prepare(
            $"SELECT _row, _extra{columns} FROM {ColumnNames.Quote(dataset.Table)} WHERE _row > $1 ORDER BY _row LIMIT $2", after, limit + 1);
        using var reader = command.ExecuteReader();
        var output = new ArrayBufferWriter<byte>();
        var count = 0;
        var last = after;
        while (reader.Read())
        {
            if (count == limit)
                return new RecordSlice(output.WrittenMemory, count, last, More: true);
            last = reader.GetInt64(0);
            Write(reader, dataset.Columns, output);
            count++;
        }
        return new RecordSlice(output.WrittenMemory, count, last, More: false);
    }

    private static void Write(SqliteDataReader reader, IReadOnlyList<StoredColumn> columns, ArrayBufferWriter<byte> output)
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

    private static void WriteValue(SqliteDataReader reader, int index, ColumnType type, Utf8JsonWriter writer)
    {
        if (reader.IsDBNull(index))
            writer.WriteNullValue();
        else if (type == ColumnType.Integer)
            writer.WriteNumberValue(reader.GetInt64(index));
        else if (type == ColumnType.Number)
            writer.WriteNumberValue(reader.GetDouble(index));
        else if (type == ColumnType.Boolean)
            writer.WriteBooleanValue(reader.GetInt64(index) != 0);
        else if (type == ColumnType.Json)
            writer.WriteRawValue(reader.GetString(index), skipInputValidation: true);
        else
            writer.WriteStringValue(reader.GetString(index));
    }
}
