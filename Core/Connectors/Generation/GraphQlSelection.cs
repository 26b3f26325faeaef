using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>Chooses the fields of a record and writes them as a selection with the schema of what comes.</summary>
internal sealed class GraphQlSelection(GraphQlSchema schema)
{
    private const int MaxDepth = 3;
    private const int MostFields = 150;

    private int _fields;

    /// <returns>The selection without its braces, and the JSON Schema of the record; null where no field can be selected.</returns>
    public (string Text, JsonObject Schema)? Of(JsonObject type)
    {
        _fields = 0;
        var properties = new JsonObject();
        var text = Select(type, properties, 0, [(string?)type["name"] ?? ""]);
        return text.Length == 0 ? null : (text, new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["type"] = "object",
            ["additionalProperties"] = true,
            ["properties"] = properties,
        });
    }

    private string Select(JsonObject type, JsonObject properties, int depth, IReadOnlyList<string> inside)
    {
        var parts = new List<string>();
        foreach (var field in schema.Fields(type).Where(field => !field.IsDeprecated && !field.Required.Any()))
        {
            if (_fields >= MostFields) break;
            if (schema.IsLeaf(field.Type.Name))
            {
                _fields++;
                parts.Add(field.Name);
                properties[field.Name] = Wrapped(field.Type, Leaf(field.Type.Name));
            }
            // A list of objects is a stream of its own, or pages inside a record; both would be cut without notice.
            else if (depth < MaxDepth && !inside.Contains(field.Type.Name) && schema.Object(field.Type.Name) is { } inner && !IsConnection(inner) && (depth == 0 || !field.Type.IsList))
            {
                var members = new JsonObject();
                var selected = Select(inner, members, depth + 1, [.. inside, field.Type.Name]);
                if (selected.Length == 0) continue;
                parts.Add($"{field.Name} {{ {selected} }}");
                properties[field.Name] = Wrapped(field.Type, new JsonObject { ["type"] = new JsonArray("null", "object"), ["properties"] = members });
            }
        }
        return string.Join(' ', parts);
    }

    private bool IsConnection(JsonObject type) => schema.Field(type, "edges") is not null || schema.Field(type, "pageInfo") is not null;

    private static JsonObject Wrapped(GraphQlType type, JsonObject item) => type.IsList ? new JsonObject { ["type"] = new JsonArray("null", "array"), ["items"] = item } : item;

    private static JsonObject Leaf(string name) => name switch
    {
        "Int" or "BigInt" or "Long" => new() { ["type"] = new JsonArray("null", "integer") },
        "Float" or "Decimal" => new() { ["type"] = new JsonArray("null", "number") },
        "Boolean" => new() { ["type"] = new JsonArray("null", "boolean") },
        "DateTime" or "Timestamp" or "ISO8601DateTime" => new() { ["type"] = new JsonArray("null", "string"), ["format"] = "date-time" },
        "Date" or "ISO8601Date" => new() { ["type"] = new JsonArray("null", "string"), ["format"] = "date" },
        "JSON" or "JSONObject" => [],
        _ => new() { ["type"] = new JsonArray("null", "string") },
    };
}
