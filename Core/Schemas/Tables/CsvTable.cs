using System.Text;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Tables;

/// <summary>A table held by columns; a null is an empty field without quotes.</summary>
public sealed record CsvTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Values)
{
    public int Rows => Values.Count == 0 ? 0 : Values[0].Count;

    /// <summary>Reads RFC 4180 text with a header; the delimiter is the one of comma, semicolon, tab and bar that the header has most of.</summary>
    /// <exception cref="FormatException">No header, or a quoted field that does not end; the message names the line.</exception>
    public static CsvTable Read(string name, TextReader reader)
    {
        if (reader.ReadLine() is not { } first) throw new FormatException($"{name}: empty; write a header line first");
        first = first.TrimStart('\uFEFF');
        var delimiter = ",;\t|".MaxBy(d => first.Count(c => c == d));
        var parser = new CsvParser(reader, delimiter, name);
        var header = parser.Split(first)!.Select((h, i) => string.IsNullOrWhiteSpace(h) ? $"column{i + 1}" : h.Trim()).ToList();
        var values = header.Select(_ => new List<string?>()).ToList();
        while (parser.Next() is { } record)
        {
            if (record.Count == 1 && record[0] is null && header.Count > 1) continue;
            for (var i = 0; i < header.Count; i++) values[i].Add(i < record.Count ? record[i] : null);
        }
        return new CsvTable(name, header, values);
    }

    /// <summary>One object a row, all values texts.</summary>
    public IReadOnlyList<JsonNode?> ToRecords() =>
        [.. Enumerable.Range(0, Rows).Select(r => (JsonNode?)new JsonObject(Columns.Select((c, i) => (c, i)).DistinctBy(c => c.c).Select(c => KeyValuePair.Create(c.c, (JsonNode?)Values[c.i][r]))))];
}

/// <summary>Cuts delimited text into records; quoted fields may hold delimiters, quotes (doubled) and line breaks.</summary>
internal sealed class CsvParser(TextReader reader, char delimiter, string name)
{
    private int _line = 1;

    public IReadOnlyList<string?>? Next() => reader.ReadLine() is { } line ? Split(line) : null;

    public IReadOnlyList<string?> Split(string line)
    {
        _line++;
        var fields = new List<string?>();
        var at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
            {
                fields.Add(Quoted(ref line, ref at));
            }
            else
            {
                var end = line.IndexOf(delimiter, at);
                if (end < 0) end = line.Length;
                fields.Add(end == at ? null : line[at..end]);
                at = end;
            }
            if (at >= line.Length) return fields;
            at++;
            if (at < line.Length) continue;
            fields.Add(null);
            return fields;
        }
    }

    private string Quoted(ref string line, ref int at)
    {
        var start = _line - 1;
        var text = new StringBuilder();
        at++;
        while (true)
        {
            var quote = line.IndexOf('"', at);
            if (quote < 0)
            {
                text.Append(line, at, line.Length - at).Append('\n');
                line = reader.ReadLine() ?? throw new FormatException($"{name}: the quoted field that starts in line {start} does not end; close it with \"");
                _line++;
                at = 0;
                continue;
            }
            text.Append(line, at, quote - at);
            at = quote + 1;
            if (at >= line.Length || line[at] != '"') break;
            text.Append('"');
            at++;
        }
        var next = line.IndexOf(delimiter, at);
        at = next < 0 ? line.Length : next;
        return text.ToString();
    }
}
