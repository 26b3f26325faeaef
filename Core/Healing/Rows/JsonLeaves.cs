using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Rows;

/// <summary>Reads records by dotted paths; <c>[]</c> behind a name passes through the items of a list.</summary>
internal static class JsonLeaves
{
    private const int MaxDepth = 12;

    /// <summary>The value at a path without lists; null when absent or null.</summary>
    public static JsonNode? At(JsonNode? record, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (record is not JsonObject holder || !holder.TryGetPropertyValue(name, out record)) return null;
        }
        return record;
    }

    /// <summary>Every leaf of a record: scalars, empty containers and lists of plain values; a list of objects is entered.</summary>
    public static IEnumerable<(string Path, JsonNode? Value)> Of(JsonObject record) => Walk(record, "", 0);

    private static IEnumerable<(string Path, JsonNode? Value)> Walk(JsonObject holder, string prefix, int depth)
    {
        foreach (var (name, value) in holder)
        {
            var path = prefix.Length == 0 ? name : $"{prefix}.{name}";
            if (value is JsonObject { Count: > 0 } inner && depth < MaxDepth)
            {
                foreach (var leaf in Walk(inner, path, depth + 1)) yield return leaf;
            }
            else if (value is JsonArray list && list.Count > 0 && list.All(item => item is JsonObject) && depth < MaxDepth)
            {
                foreach (var item in list.OfType<JsonObject>())
                    foreach (var leaf in Walk(item, path + "[]", depth + 1))
                        yield return leaf;
            }
            else
            {
                yield return (path, value);
            }
        }
    }

    /// <summary>Leaves that can identify a record: scalars outside of lists.</summary>
    public static IEnumerable<(string Path, JsonValue Value)> Scalars(JsonObject record) =>
        Of(record).Where(leaf => leaf.Value is JsonValue && !leaf.Path.Contains("[]", StringComparison.Ordinal)).Select(leaf => (leaf.Path, (JsonValue)leaf.Value!));
}
