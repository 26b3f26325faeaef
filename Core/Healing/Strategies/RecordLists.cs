using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>A place in an answer where records may lie.</summary>
/// <param name="Path">Names from the root; <c>*</c> last where an object holds the records by key.</param>
internal sealed record RecordList(IReadOnlyList<string> Path, IReadOnlyList<JsonObject> Rows);

/// <summary>Finds lists of objects, and objects of objects, in an answer.</summary>
internal static class RecordLists
{
    private const int MaxDepth = 6;

    public static IEnumerable<RecordList> Of(JsonNode? answer) => Walk(answer, [], 0);

    private static IEnumerable<RecordList> Walk(JsonNode? node, List<string> path, int depth)
    {
        if (node is JsonArray list)
        {
            if (list.Count > 0 && list.All(item => item is JsonObject)) yield return new RecordList([.. path], [.. list.OfType<JsonObject>()]);
            yield break;
        }
        if (node is not JsonObject holder || depth > MaxDepth) yield break;
        if (holder.Count > 1 && holder.All(pair => pair.Value is JsonObject)) yield return new RecordList([.. path, "*"], [.. holder.Select(pair => (JsonObject)pair.Value!)]);
        foreach (var (name, value) in holder)
            foreach (var found in Walk(value, [.. path, name], depth + 1))
                yield return found;
    }
}
