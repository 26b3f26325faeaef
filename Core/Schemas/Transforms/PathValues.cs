using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Transforms;

/// <summary>Reads and writes values by paths in which <c>[]</c> passes through the items of a list (the value is then the list of the items' values).</summary>
public static class PathValues
{
    public static JsonNode? Get(JsonNode? record, string path) => Get(record, path.Split('.'), 0);

    /// <summary>The record names the path, be the value null; false behind lists.</summary>
    public static bool Contains(JsonNode? record, string path)
    {
        var steps = path.Split('.');
        var holder = steps.Length == 1 ? record : Get(record, steps[..^1], 0);
        return holder is JsonObject map && map.ContainsKey(steps[^1]);
    }

    /// <summary>Whether something is at a path, be it null; of a list, whether the list is there.</summary>
    public static bool Has(JsonNode? record, string path)
    {
        foreach (var step in path.Split('.'))
        {
            var list = step.EndsWith("[]", StringComparison.Ordinal);
            if (record is not JsonObject holder || !holder.TryGetPropertyValue(list ? step[..^2] : step, out record)) return false;
            if (list) return true;
        }
        return true;
    }

    /// <summary>Puts a value at a path; missing objects on the way are made. Through a list, the n-th value goes into the n-th item.</summary>
    public static void Set(JsonObject record, string path, JsonNode? value) => Set(record, path.Split('.'), 0, value);

    /// <summary>Takes away what is at a path; nothing happens where nothing is.</summary>
    public static void Remove(JsonObject record, string path) => Remove(record, path.Split('.'), 0);

    private static void Remove(JsonNode? node, string[] steps, int at)
    {
        var list = steps[at].EndsWith("[]", StringComparison.Ordinal);
        var name = list ? steps[at][..^2] : steps[at];
        if (node is not JsonObject holder) return;
        if (at == steps.Length - 1) holder.Remove(name);
        else if (!list) Remove(holder[name], steps, at + 1);
        else if (holder[name] is JsonArray items)
            foreach (var item in items) Remove(item, steps, at + 1);
    }

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
            while (items.Count > values.Count) items.RemoveAt(items.Count - 1);
            for (var index = 0; index < values.Count; index++)
            {
                if (index == items.Count) items.Add(new JsonObject());
                if (items[index] is JsonObject item) Set(item, steps, at + 1, values[index]);
            }
        }
        else if (at == steps.Length - 1)
        {
            // What was absent and is null stays absent: the shape of a row changes only where a value does.
            if (value is null && !holder.ContainsKey(name) && steps.Length > 1) return;
            holder[name] = value?.DeepClone();
        }
        else
        {
            if (holder[name] is not JsonObject inner)
            {
                if (value is null) return;
                holder[name] = inner = [];
            }
            Set(inner, steps, at + 1, value);
        }
    }
}
