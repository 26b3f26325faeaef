using System.Text.Json.Nodes;

namespace Supertrack.Core.Versions.Changes;

/// <summary>What readers and configurations rely on in a manifest. References (<c>#/definitions/...</c> as text or <c>$ref</c>) are followed.</summary>
internal sealed class ManifestParts(JsonObject manifest)
{
    private const int MaxHops = 40;

    /// <summary>The streams by name, their own members over those of what they refer to.</summary>
    public IReadOnlyDictionary<string, JsonObject> Streams()
    {
        var streams = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var list = Follow(manifest["streams"]) as JsonArray ?? [];
        for (var i = 0; i < list.Count; i++)
            if (Follow(list[i]) is JsonObject stream) streams.TryAdd(Name(stream) ?? $"[{i}]", stream);
        return streams;
    }

    public JsonObject? Specification => Follow((Follow(manifest["spec"]) as JsonObject)?["connection_specification"]) as JsonObject;

    /// <summary>The schema written in the manifest; null for one that lies elsewhere or is found out at run time.</summary>
    public JsonObject? SchemaOf(JsonObject stream)
    {
        var loader = Follow(stream["schema_loader"]);
        if (loader is JsonArray several) loader = Follow(several.FirstOrDefault());
        return Follow((loader as JsonObject)?["schema"] ?? stream["schema"] ?? stream["json_schema"]) as JsonObject;
    }

    public JsonNode? KeyOf(JsonObject stream) => Follow(stream["primary_key"]) ?? Parameter(stream, "primary_key");

    /// <summary>The cursor that incremental reads save their place by; null for streams read in full.</summary>
    public JsonNode? CursorOf(JsonObject stream) => (Follow(stream["incremental_sync"]) as JsonObject)?["cursor_field"];

    public IReadOnlyList<string> Transformed(JsonObject stream, string type, string list) =>
    [
        .. (Follow(stream["transformations"]) as JsonArray ?? []).Select(Follow).OfType<JsonObject>()
            .Where(step => (step["type"] as JsonValue)?.ToString() == type)
            .SelectMany(step => Follow(step[list]) as JsonArray ?? [])
            .Select(field => ((Follow(field) as JsonObject)?["path"] ?? field)?.ToJsonString() ?? ""),
    ];

    /// <summary>Members of the known shape that the source no longer has, as a repair marked them.</summary>
    public IReadOnlyList<string> Lost(JsonObject stream) =>
    [
        .. (Follow(stream["transformations"]) as JsonArray ?? []).Select(Follow).OfType<JsonObject>()
            .Where(step => (step["type"] as JsonValue)?.ToString() == "MapFields")
            .SelectMany(step => Follow(step["mappings"]) as JsonArray ?? []).OfType<JsonObject>()
            .Where(mapping => mapping["lost"] is JsonValue lost && lost.ToString() == "true")
            .Select(mapping => mapping["to"]?.ToString() ?? ""),
    ];

    private static string? Name(JsonObject stream) => (stream["name"] as JsonValue ?? Parameter(stream, "name") as JsonValue)?.ToString();

    private static JsonNode? Parameter(JsonObject stream, string name) => (stream["$parameters"] as JsonObject)?[name];

    private JsonNode? Follow(JsonNode? node)
    {
        for (var hop = 0; hop < MaxHops; hop++)
        {
            if (node is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith("#/", StringComparison.Ordinal)) node = At(text);
            else if (node is JsonObject { Count: > 0 } members && members["$ref"] is JsonValue reference) node = Over(At(reference.ToString()), members);
            else return node;
        }
        return null;
    }

    private static JsonNode? Over(JsonNode? target, JsonObject members)
    {
        if (target is not JsonObject below || members.Count == 1) return target;
        var merged = (JsonObject)below.DeepClone();
        foreach (var (name, value) in members)
            if (name != "$ref") merged[name] = value?.DeepClone();
        return merged;
    }

    private JsonNode? At(string pointer)
    {
        JsonNode? at = manifest;
        foreach (var part in pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at switch
            {
                JsonObject members => members[part],
                JsonArray items when int.TryParse(part, out var index) && index >= 0 && index < items.Count => items[index],
                _ => null,
            };
        }
        return at;
    }
}
