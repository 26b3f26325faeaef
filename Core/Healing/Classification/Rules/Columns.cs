using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>The leaves of a few records by dotted path (<c>[]</c> for the items of a list), each with the values that stand there.</summary>
internal static class Columns
{
    private const int MaxRecords = 50;
    private const int MaxItems = 10;
    private const int MaxDepth = 4;

    public static Dictionary<string, List<JsonNode?>> Of(IReadOnlyList<JsonObject> items)
    {
        var columns = new Dictionary<string, List<JsonNode?>>();
        foreach (var item in items.Take(MaxRecords)) Members(item, "", columns, 0);
        return columns;
    }

    private static void Members(JsonObject item, string path, Dictionary<string, List<JsonNode?>> columns, int depth)
    {
        foreach (var (name, value) in item) Node(value, path.Length == 0 ? name : path + "." + name, columns, depth);
    }

    private static void Node(JsonNode? value, string path, Dictionary<string, List<JsonNode?>> columns, int depth)
    {
        switch (value)
        {
            case JsonObject map when depth < MaxDepth && map.Count > 0:
                Members(map, path, columns, depth + 1);
                break;
            case JsonArray list when depth < MaxDepth && list.Count > 0:
                foreach (var item in list.Take(MaxItems)) Node(item, path + "[]", columns, depth + 1);
                break;
            default:
                if (!columns.TryGetValue(path, out var values)) columns[path] = values = [];
                values.Add(value);
                break;
        }
    }

    /// <summary>The JSON kind of a column's values: that of the first that is not null; <c>Null</c> where all are.</summary>
    public static string Kind(List<JsonNode?> values)
    {
        var kind = values.Find(v => v is not null)?.GetValueKind() ?? JsonValueKind.Null;
        return kind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : kind.ToString();
    }

    public static List<string> Texts(List<JsonNode?> values) => [.. values.OfType<JsonValue>().Select(v => v.TryGetValue(out string? text) ? text : v.ToJsonString())];

    public static List<double> Numbers(List<JsonNode?> values) =>
        [.. values.OfType<JsonValue>().Where(v => v.GetValueKind() == JsonValueKind.Number).Select(v => v.TryGetValue(out double n) ? n : double.NaN).Where(n => !double.IsNaN(n))];
}
