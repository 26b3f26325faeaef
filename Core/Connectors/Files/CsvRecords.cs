using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Supertrack.Core.Text;

namespace Supertrack.Core.Connectors.Files;

/// <summary>Rows of a CSV file as JSON objects.</summary>
internal static class CsvRecords
{
    public static async IAsyncEnumerable<JsonElement> ReadAsync(
        TextReader text, FileStreamManifest stream, IReadOnlyList<CsvColumn> known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new CsvReader(text, stream.Csv);
        var types = known.ToDictionary(column => column.Name, column => column.Type);
        var columns = await ColumnsAsync(reader, stream, types, cancellationToken);
        if (columns is null) yield break;
        if (!stream.Header) yield return Record(reader, columns, stream);
        while (await reader.ReadAsync(cancellationToken)) yield return Record(reader, columns, stream);
    }

    /// <summary>Columns with types judged from up to <paramref name="rows"/> rows.</summary>
    public static async Task<IReadOnlyList<CsvColumn>> SampleAsync(TextReader text, FileStreamManifest stream, int rows, CancellationToken cancellationToken)
    {
        var reader = new CsvReader(text, stream.Csv);
        var columns = await ColumnsAsync(reader, stream, new Dictionary<string, CsvType>(), cancellationToken);
        if (columns is null) return [];
        var more = stream.Header ? await reader.ReadAsync(cancellationToken) : true;
        for (var row = 0; more && row < rows; row++, more = await reader.ReadAsync(cancellationToken))
            for (var index = 0; index < Math.Min(columns.Count, reader.Count); index++)
                if (!stream.NullValues.Contains(reader[index].ToString()))
                    columns[index] = columns[index] with { Type = CsvColumn.Join(columns[index].Type, CsvColumn.TypeOf(reader[index])) };
        return columns;
    }

    // Leaves the reader on the first record when there is no header.
    private static async Task<List<CsvColumn>?> ColumnsAsync(CsvReader reader, FileStreamManifest stream, Dictionary<string, CsvType> types, CancellationToken cancellationToken)
    {
        for (var skipped = 0; skipped <= stream.SkipRows; skipped++)
            if (!await reader.ReadAsync(cancellationToken)) return null;
        var names = stream.Header ? reader.ToArray() : [.. Enumerable.Range(0, reader.Count).Select(index => $"f{index}")];
        return [.. Unique(names).Select(name => new CsvColumn(name, types.GetValueOrDefault(name)))];
    }

    private static IEnumerable<string> Unique(string[] names)
    {
        var seen = new HashSet<string>();
        for (var index = 0; index < names.Length; index++)
        {
            var name = names[index].Trim().TrimStart('\uFEFF');
            if (name.Length == 0) name = $"f{index}";
            var free = name;
            for (var count = 2; !seen.Add(free); count++) free = $"{name}_{count}";
            yield return free;
        }
    }

    private static JsonElement Record(CsvReader row, List<CsvColumn> columns, FileStreamManifest stream)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            for (var index = 0; index < columns.Count; index++)
            {
                if (index >= row.Count || IsNull(row[index], stream)) json.WriteNull(columns[index].Name);
                else columns[index].Write(json, row[index]);
            }
            // Cells beyond the header are kept under their position.
            for (var index = columns.Count; index < row.Count; index++) json.WriteString($"f{index}", row[index]);
            json.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static bool IsNull(ReadOnlySpan<char> value, FileStreamManifest stream)
    {
        foreach (var text in stream.NullValues)
            if (value.SequenceEqual(text)) return true;
        return false;
    }
}
