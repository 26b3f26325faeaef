using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas;

/// <summary>Puts what a node says directly and through `$ref`, `allOf`, `anyOf` and `oneOf` into one node.</summary>
public static class SchemaResolution
{
    private const int MaxHops = 16;

    /// <summary>One node with the union of types and properties; alternatives add what the node does not have.</summary>
    public static JsonObject Flatten(JsonObject node, JsonObject root) => Flatten(node, root, 0);

    /// <summary>The node that a local reference (`#/a/b`) names; null where there is none.</summary>
    public static JsonObject? Resolve(JsonObject root, string reference)
    {
        if (!reference.StartsWith('#')) return null;
        JsonNode? at = root;
        foreach (var part in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var key = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at switch
            {
                JsonObject o => o[key],
                JsonArray a when int.TryParse(key, out var i) && i >= 0 && i < a.Count => a[i],
                _ => null,
            };
        }
        return at as JsonObject;
    }

    private static JsonObject Flatten(JsonObject node, JsonObject root, int hops)
    {
        if (hops > MaxHops || (node["$ref"] is null && node["allOf"] is null && node["anyOf"] is null && node["oneOf"] is null)) return node;
        var flat = new JsonObject();
        Add(flat, node, alternative: false);
        if (node["$ref"] is JsonValue reference && Resolve(root, reference.ToString()) is { } target) Add(flat, Flatten(target, root, hops + 1), alternative: false);
        foreach (var keyword in (string[])["allOf", "anyOf", "oneOf"])
        {
            foreach (var part in node[keyword] as JsonArray ?? [])
                if (part is JsonObject rule) Add(flat, Flatten(rule, root, hops + 1), keyword != "allOf");
        }
        return flat;
    }

    private static void Add(JsonObject flat, JsonObject part, bool alternative)
    {
        foreach (var (keyword, value) in part)
        {
            if (keyword is "$ref" or "allOf" or "anyOf" or "oneOf" or "if" or "then" or "else" || (alternative && keyword is "required")) continue;
            if (flat[keyword] is null) flat[keyword] = value?.DeepClone();
            else if (keyword == "type") flat["type"] = Types(flat, part);
            else if (keyword is "properties" or "patternProperties" && flat[keyword] is JsonObject known && value is JsonObject more) AddAbsent(known, more);
            else if (keyword is "enum" or "required" && flat[keyword] is JsonArray values && value is JsonArray others) AddAbsent(values, others);
        }
    }

    private static JsonArray Types(JsonObject a, JsonObject b) =>
        new([.. SchemaNode.Types(a).Concat(SchemaNode.Types(b)).Distinct().Select(t => (JsonNode?)JsonValue.Create(t))]);

    private static void AddAbsent(JsonObject known, JsonObject more)
    {
        foreach (var (name, rule) in more)
            if (!known.ContainsKey(name)) known[name] = rule?.DeepClone();
    }

    private static void AddAbsent(JsonArray known, JsonArray more)
    {
        foreach (var value in more)
            if (!known.Any(k => JsonNode.DeepEquals(k, value))) known.Add(value?.DeepClone());
    }
}
