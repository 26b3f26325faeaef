using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Matching;

/// <summary>Lays a JSON Schema flat: every field with its dotted path. References and combinations are resolved, recursion is cut.</summary>
public static class SchemaFields
{
    private const int MaxDepth = 12;
    private const int MaxFields = 5000;

    public static IReadOnlyList<SchemaField> Of(JsonObject schema)
    {
        var fields = new List<SchemaField>();
        Visit(SchemaResolution.Flatten(schema, schema), schema, "", -1, 0, fields);
        return fields;
    }

    private static void Visit(JsonObject node, JsonObject root, string path, int parent, int depth, List<SchemaField> fields)
    {
        if (depth > MaxDepth) return;
        var required = node["required"] is JsonArray names ? names.OfType<JsonValue>().Select(n => n.ToString()).ToHashSet() : [];
        if (node["properties"] is JsonObject properties)
        {
            foreach (var (name, rule) in properties)
                Add(rule, root, path.Length == 0 ? name : path + "." + name, name, parent, required.Contains(name), depth, fields);
        }
        if (node["items"] is JsonObject items) Add(items, root, path + "[]", "[]", parent, false, depth, fields);
        if (node["additionalProperties"] is JsonObject { Count: > 0 } values && node["properties"] is not JsonObject { Count: > 0 })
            Add(values, root, path.Length == 0 ? "*" : path + ".*", "*", parent, false, depth, fields);
    }

    private static void Add(JsonNode? rule, JsonObject root, string path, string name, int parent, bool required, int depth, List<SchemaField> fields)
    {
        if (fields.Count >= MaxFields) return;
        var node = SchemaResolution.Flatten(rule as JsonObject ?? [], root);
        var types = SchemaNode.Types(node).ToList();
        if (types.Count == 0 && node["properties"] is JsonObject) types.Add("object");
        if (types.Count == 0 && node["items"] is JsonObject) types.Add("array");
        var values = node["enum"] is JsonArray allowed ? allowed.Where(v => v is not null).Select(v => v!.ToString()).ToHashSet() : null;
        var field = new SchemaField(
            fields.Count, parent, path, name, [.. types.Where(t => t != "null")], types.Contains("null") || node["nullable"]?.ToJsonString() == "true", required,
            SchemaNode.Text(node, "format"), values, SchemaNode.Text(node, "description") ?? SchemaNode.Text(node, "title") ?? "", node);
        fields.Add(field);
        Visit(node, root, path, field.Index, depth + 1, fields);
    }
}
