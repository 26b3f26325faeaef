using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>Counts the records of pages, and notes their keys and the types of their fields.</summary>
internal sealed class PageSummarizer(IReadOnlyList<IReadOnlyList<string>> primaryKey, PersonalMask? mask)
{
    private const int MaxDepth = 4;
    private const int MostFields = 500;

    private readonly IReadOnlyList<IReadOnlyList<string>> _key = primaryKey;

    /// <param name="page">The number of the page.</param>
    /// <param name="lines">Records as JSON lines.</param>
    public PageSummary Summarize(long page, ReadOnlyMemory<byte> lines)
    {
        var (keys, count) = (new List<string>(), 0);
        var fields = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        while (!lines.IsEmpty)
        {
            var end = lines.Span.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];
            if (line.IsEmpty)
                continue;
            using var record = JsonDocument.Parse(line);
            count++;
            Note(record.RootElement, "", fields, 0);
            if (_key.Count > 0)
                keys.Add(Key(record.RootElement));
        }
        return new PageSummary(page, count, keys, fields.ToDictionary(field => field.Key, field => string.Join('|', field.Value), StringComparer.Ordinal));
    }

    private static void Note(JsonElement value, string path, SortedDictionary<string, SortedSet<string>> fields, int depth)
    {
        if (path.Length > 0)
        {
            if (!fields.TryGetValue(path, out var types))
            {
                if (fields.Count >= MostFields)
                    return;
                fields[path] = types = new SortedSet<string>(StringComparer.Ordinal);
            }
            types.Add(TypeOf(value));
        }
        if (depth >= MaxDepth)
            return;
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
                Note(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", fields, depth + 1);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Note(item, path + "[]", fields, depth + 1);
        }
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => "null",
    };

    private string Key(JsonElement record)
    {
        var text = new StringBuilder();
        foreach (var path in _key)
        {
            var value = record;
            foreach (var step in path)
                value = value.ValueKind == JsonValueKind.Object && value.TryGetProperty(step, out var next) ? next : default;
            var shown = value.ValueKind == JsonValueKind.Undefined ? "" : value.ToString();
            text.Append(mask?.Key(path[^1], shown) ?? shown).Append('\n');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 6));
    }
}
