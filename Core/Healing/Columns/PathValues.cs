using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Columns;

/// <summary>Reads and writes values by paths in which <c>[]</c> passes through the items of a list (the value is then the list of the items' values).</summary>
public static class PathValues
{
    public static JsonNode? Get(JsonNode? record, string path) => Get(record, path.Split('.'), 0);

    /// <summary>Puts a value at a path; missing objects on the way are made. Through a list, the n-th value goes into the n-th item.</summary>
    public static void Set(JsonObject record, string path, JsonNode? value) => Set(record, path.Split('.'), 0, value);

    private static JsonNode? Get(JsonNode? node, string[] steps, int at)
    {
        if (at == steps.Length) return node;
        var list = steps[at].EndsWith("[]", StringComparison.Ordinal);
        var name = list ? steps[at][..^2] : steps[at];
        if (node is not JsonObject holder || !holder.TryGetPropertyValue(name, out var inner)) return null;
        if (!list) return Get(inner, steps, at + 1);
        return inner is JsonArray items ? new JsonArray([.. items.Select(item => Get(item, steps, at + 1)?.DeepClone())]) : null;
    }

    private static void Set(JsonObject holder, string[] steps, int at, JsonNode? value)
    {
        var list = steps[at].EndsWith("[]", StringComparison.Ordinal);
        var name = list ? steps[at][..^2] : steps[at];
        if (list)
        {
            if (value is not JsonArray values) return;
            if (holder[name] is not JsonArray items) holder[name] = items = [];
            for (var index = 0; index < values.Count; index++)
            {
                if (index == items.Count) items.Add(new JsonObject());
                if (items[index] is JsonObject item) Set(item, steps, at + 1, values[index]);
            }
        }
        else if (at == steps.Length - 1)
        {
            holder[name] = value?.DeepClone();
        }
        else
        {
            if (holder[name] is not JsonObject inner) holder[name] = inner = [];
            Set(inner, steps, at + 1, value);
        }
    }
}
