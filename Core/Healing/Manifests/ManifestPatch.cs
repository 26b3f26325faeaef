using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Manifests;

/// <summary>One step of a patch, in the form of RFC 6902 (add, remove, replace).</summary>
/// <param name="Op">add, remove or replace.</param>
/// <param name="Path">JSON pointer (RFC 6901).</param>
/// <param name="Value">What is put there; null for remove.</param>
public sealed record PatchOperation(string Op, string Path, JsonNode? Value)
{
    public static PatchOperation Set(string path, JsonNode? value) => new("add", path, value);

    public static PatchOperation Remove(string path) => new("remove", path, null);

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["op"] = Op, ["path"] = Path };
        if (Op != "remove") json["value"] = Value?.DeepClone();
        return json;
    }
}

/// <summary>Applies patches to a manifest without changing it.</summary>
public static class ManifestPatch
{
    /// <summary>A copy with the operations applied; missing objects on the way of an add are made.</summary>
    /// <exception cref="InvalidOperationException">A path leads through something that is neither object nor list, or removes what is not there.</exception>
    public static JsonObject Apply(JsonObject manifest, IEnumerable<PatchOperation> operations)
    {
        var copy = (JsonObject)manifest.DeepClone();
        foreach (var operation in operations) Apply(copy, operation);
        return copy;
    }

    /// <summary>The value at a pointer; null when absent.</summary>
    public static JsonNode? At(JsonNode? node, string pointer)
    {
        foreach (var step in Steps(pointer)) node = Child(node, step);
        return node;
    }

    /// <summary>Escapes one name for a pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0").Replace("/", "~1");

    private static void Apply(JsonObject root, PatchOperation operation)
    {
        var steps = Steps(operation.Path).ToList();
        JsonNode holder = root;
        foreach (var step in steps.Take(steps.Count - 1))
        {
            if (Child(holder, step) is { } next) holder = next;
            else if (operation.Op != "remove" && holder is JsonObject parent) holder = parent[step] = new JsonObject();
            else throw new InvalidOperationException($"The patch leads nowhere at {operation.Path}.");
        }
        Change(holder, steps[^1], operation);
    }

    private static void Change(JsonNode holder, string name, PatchOperation operation)
    {
        switch (holder)
        {
            case JsonObject map when operation.Op == "remove":
                if (!map.Remove(name)) throw new InvalidOperationException($"The patch removes what is not there: {operation.Path}.");
                break;
            case JsonObject map:
                map[name] = operation.Value?.DeepClone();
                break;
            case JsonArray list when operation.Op == "remove":
                list.RemoveAt(int.Parse(name));
                break;
            case JsonArray list when name == "-":
                list.Add(operation.Value?.DeepClone());
                break;
            case JsonArray list when operation.Op == "replace":
                list[int.Parse(name)] = operation.Value?.DeepClone();
                break;
            case JsonArray list:
                list.Insert(int.Parse(name), operation.Value?.DeepClone());
                break;
            default:
                throw new InvalidOperationException($"The patch leads through a plain value at {operation.Path}.");
        }
    }

    private static JsonNode? Child(JsonNode? node, string step) => node switch
    {
        JsonObject map => map[step],
        JsonArray list when int.TryParse(step, out var index) && index >= 0 && index < list.Count => list[index],
        _ => null,
    };

    private static IEnumerable<string> Steps(string pointer) => pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/").Replace("~0", "~"));
}
