using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas;

/// <summary>Small readings of one node of a JSON Schema.</summary>
public static class SchemaNode
{
    /// <summary>The types it allows; empty where it does not say.</summary>
    public static IReadOnlyList<string> Types(JsonObject node) => node["type"] switch
    {
        JsonValue one when one.TryGetValue(out string? name) => [name],
        JsonArray many => [.. many.OfType<JsonValue>().Select(v => v.GetValue<string>())],
        _ => [],
    };

    /// <summary>A numeric keyword, or NaN (which compares false with everything) where it is absent.</summary>
    public static double Number(JsonObject node, string keyword) =>
        node[keyword] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), out var number) ? number : double.NaN;

    public static string? Text(JsonObject node, string keyword) => node[keyword] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The JSON Schema type of a value; whole numbers are `integer`, 1.0 too.</summary>
    public static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Null => "null",
            _ => double.TryParse(value.ToJsonString(), out var number) && Math.Floor(number) == number ? "integer" : "number",
        },
    };
}
