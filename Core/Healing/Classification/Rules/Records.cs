using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>Finds the records in an answer without knowing the manifest: the longest list of objects.</summary>
internal static class Records
{
    private const int MaxDepth = 5;

    /// <returns>The records and the path they stood at; null where the answer has no list at all.</returns>
    public static (string Path, IReadOnlyList<JsonObject> Items)? Find(JsonNode? body)
    {
        (string, IReadOnlyList<JsonObject>)? best = null;
        Walk(body, "", 0, ref best);
        return best;
    }

    private static void Walk(JsonNode? node, string path, int depth, ref (string Path, IReadOnlyList<JsonObject> Items)? best)
    {
        if (depth > MaxDepth) return;
        switch (node)
        {
            case JsonArray list when list.Count == 0 || list[0] is JsonObject:
                if (best is null || list.Count > best.Value.Items.Count) best = (path, [.. list.OfType<JsonObject>()]);
                break;
            case JsonObject map:
                foreach (var (name, value) in map) Walk(value, path.Length == 0 ? name : path + "." + name, depth + 1, ref best);
                break;
        }
    }
}
