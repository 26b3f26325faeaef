using System.Text.Json.Nodes;

namespace Supertrack.Lab.Generation;

/// <summary>What a JSON Schema says about a field.</summary>
internal static class SchemaFacts
{
    /// <summary>The first type that is not null; guessed from the keywords when it is not said.</summary>
    public static string TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonValue value when value.TryGetValue(out string? type) => type,
        JsonArray types => types.Select(type => type?.GetValue<string>()).FirstOrDefault(type => type is not null and not "null") ?? "null",
        _ => schema.ContainsKey("properties") ? "object" : schema.ContainsKey("items") ? "array" : "string",
    };

    public static bool Nullable(JsonObject schema) =>
        schema["type"] is JsonArray types && types.Count > 1 && types.Any(type => type?.GetValue<string>() == "null");

    public static string? Text(JsonObject schema, string keyword) =>
        schema[keyword] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static double? Number(JsonObject schema, string keyword) =>
        schema[keyword] is JsonValue value && value.TryGetValue(out double number) ? number : null;

    public static bool LooksLikeTime(string path)
    {
        string name = path[(path.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return name.EndsWith("_at", StringComparison.Ordinal) || name.EndsWith("_on", StringComparison.Ordinal)
            || name.Contains("time", StringComparison.Ordinal) || name.Contains("date", StringComparison.Ordinal)
            || name is "created" or "updated" or "modified" or "last_modified";
    }

    /// <summary>Follows a reference within the document, and takes the first alternative that is not null.</summary>
    public static JsonObject Resolve(JsonObject schema, JsonObject document)
    {
        for (int depth = 0; depth < 32; depth++)
        {
            JsonObject? next = Text(schema, "$ref") is { } reference ? Find(document, reference)
                : Alternative(schema, "anyOf") ?? Alternative(schema, "oneOf") ?? Alternative(schema, "allOf");
            if (next is null)
            {
                return schema;
            }

            schema = next;
        }

        return [];
    }

    private static JsonObject? Alternative(JsonObject schema, string keyword) =>
        (schema[keyword] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(choice => Text(choice, "type") != "null");

    private static JsonObject Find(JsonObject document, string reference)
    {
        JsonNode? at = document;
        foreach (string part in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = (at as JsonObject)?[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        }

        return at as JsonObject ?? [];
    }
}
