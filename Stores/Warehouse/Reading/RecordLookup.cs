using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Reading;

/// <summary>Finds the stored records of the keys that lines have, some hundred keys a query.</summary>
/// <param name="table">Quoted.</param>
internal sealed class RecordLookup(RecordDialect dialect, string table, IReadOnlyList<StoredColumn> columns, IReadOnlyList<IReadOnlyList<string>> primaryKey)
{
    private const int KeysAQuery = 400;

    private readonly Dictionary<string, StoredRecord> _found = new(StringComparer.Ordinal);
    private readonly List<object?> _keys = [];

    /// <summary>The keys to ask for, in groups: whole numbers and texts, each once.</summary>
    public IEnumerable<object[]> Read(ReadOnlySpan<byte> lines)
    {
        var layout = new RecordLayout(columns, primaryKey, checkTimes: false);
        var (cells, key) = (new RecordCells(layout), new RecordKey(layout));
        foreach (var line in new JsonLines(lines))
            _keys.Add(KeyOf(line, cells, key));
        return _keys.OfType<object>().Distinct().Chunk(KeysAQuery);
    }

    /// <summary>Row, kept members, key as text, then all columns; one parameter a key.</summary>
    public string Sql(int keys) =>
        $"SELECT _row, {dialect.Extra}, CAST(_key AS text){string.Concat(columns.Select(column => ", " + ColumnNames.Quote(column.Name)))} FROM {table} WHERE _key IN ({string.Join(", ", Enumerable.Range(1, keys).Select(number => $"${number}"))})";

    public void Take(DbDataReader reader)
    {
        var output = new ArrayBufferWriter<byte>();
        RecordText.Write(dialect, columns, reader, null, output);
        // Where a key has several rows, the newest is the record.
        var record = new StoredRecord(reader.GetInt64(0), output.WrittenMemory);
        if (!_found.TryGetValue(reader.GetString(2), out var other) || other.Row < record.Row)
            _found[reader.GetString(2)] = record;
    }

    /// <summary>One a line.</summary>
    public IReadOnlyList<StoredRecord?> Result() => [.. _keys.Select(key => key is null ? null : _found.GetValueOrDefault(TextOf(key)))];

    /// <summary>The answer where nothing is stored at all.</summary>
    public static IReadOnlyList<StoredRecord?> Nothing(ReadOnlySpan<byte> lines)
    {
        var count = 0;
        foreach (var _ in new JsonLines(lines))
            count++;
        return new StoredRecord?[count];
    }

    public static string TextOf(object key) => Convert.ToString(key, CultureInfo.InvariantCulture)!;

    private static object? KeyOf(ReadOnlySpan<byte> line, RecordCells cells, RecordKey key)
    {
        try
        {
            cells.Read(line);
        }
        catch (JsonException)
        {
            // The store refuses the line and names it; it has no key.
            return null;
        }
        if (!key.TryRead(line, cells))
            return null;
        return key.IsInteger ? key.Integer : Encoding.UTF8.GetString(key.Text);
    }
}
