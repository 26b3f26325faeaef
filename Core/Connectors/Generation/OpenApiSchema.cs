using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>Turns an OpenAPI schema into the draft-07 schema of a stream: references inlined, every field may be null.</summary>
internal sealed class OpenApiSchema(OpenApiDocument document)
{
    private const int MaxDepth = 5;

    public JsonObject OfRecord(JsonObject? record) => new()
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["type"] = "object",
        ["additionalProperties"] = true,
        ["properties"] = new JsonObject(document.Properties(record).Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Of(property.Value, 0)))),
    };

    private JsonObject Of(JsonObject schema, int depth)
    {
        var properties = document.Properties(schema);
        var type = (schema["type"] is JsonArray several ? several.Select(item => (string?)item).FirstOrDefault(item => item != "null") : (string?)schema["type"])
            ?? (properties.Count > 0 ? "object" : schema["items"] is not null ? "array" : null);
        if (type is null) return [];
        var draft = new JsonObject { ["type"] = new JsonArray("null", type) };
        if (depth >= MaxDepth) return draft;
        if (properties.Count > 0) draft["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Of(property.Value, depth + 1))));
        if (type == "array" && document.Resolve(schema["items"]) is { } items) draft["items"] = Of(items, depth + 1);
        return draft;
    }
}
