using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Reading;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>Reads records. Times are kept as the texts that came, so they are compared by <c>julianday</c>, to the millisecond.</summary>
internal sealed class SqliteRecordReader : RecordDialect
{
    private static readonly SqliteRecordReader Dialect = new();

    public override string Extra => "_extra";

    public static RecordSlice Read(SqliteConnection connection, SqliteDataset dataset, RecordQuery query)
    {
        var select = new RecordSelect(Dialect, ColumnNames.Quote(dataset.Table), dataset.Columns, query);
        var rows = new RecordRows(Dialect, select, query);
        if (!SqliteTables.Exists(connection, dataset.Table))
            return rows.Slice;
        using var command = connection.Prepare(select.Sql, [.. select.Values]);
        using var reader = command.ExecuteReader();
        while (reader.Read() && rows.Take(reader))
        {
        }
        return rows.Slice;
    }

    public static IReadOnlyList<StoredRecord?> Find(SqliteConnection connection, SqliteDataset dataset, ReadOnlySpan<byte> lines)
    {
        var lookup = new RecordLookup(Dialect, ColumnNames.Quote(dataset.Table), dataset.Columns, dataset.PrimaryKey);
        var groups = lookup.Read(lines);
        if (!SqliteTables.Exists(connection, dataset.Table))
            return lookup.Result();
        foreach (var keys in groups)
        {
            using var command = connection.Prepare(lookup.Sql(keys.Length), keys);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                lookup.Take(reader);
        }
        return lookup.Result();
    }

    public override string Comparable(StoredColumn column) => column.Type switch
    {
        ColumnType.Timestamp => $"julianday({ColumnNames.Quote(column.Name)})",
        ColumnType.Date => $"date({ColumnNames.Quote(column.Name)})",
        _ => ColumnNames.Quote(column.Name),
    };

    public override string Comparable(ColumnType type, string parameter) => type switch
    {
        ColumnType.Timestamp => $"julianday({parameter})",
        ColumnType.Integer => $"CAST({parameter} AS INTEGER)",
        ColumnType.Number => $"CAST({parameter} AS REAL)",
        ColumnType.Boolean => $"({parameter} = 'true')",
        _ => parameter,
    };

    public override string Key(StoredColumn column)
    {
        var name = ColumnNames.Quote(column.Name);
        return column.Type switch
        {
            ColumnType.Timestamp => $"strftime('%Y-%m-%dT%H:%M:%fZ', {name})",
            ColumnType.Date => $"date({name})",
            ColumnType.Boolean => $"CASE {name} WHEN 0 THEN 'false' WHEN 1 THEN 'true' END",
            // As text SQLite gives 15 digits; all 17 are needed to find the place again.
            ColumnType.Number => $"CASE WHEN {name} IS NOT NULL THEN printf('%!.17g', {name}) END",
            _ => $"CAST({name} AS TEXT)",
        };
    }

    public override void Write(DbDataReader reader, int index, ColumnType type, Utf8JsonWriter writer)
    {
        if (type == ColumnType.Integer)
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
