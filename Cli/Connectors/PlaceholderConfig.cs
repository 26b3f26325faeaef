using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cassettes;

namespace Supertrack.Cli.Connectors;

/// <summary>A configuration for replays without one: what the specification gives as default, const or first choice; masked texts for the rest that is required.</summary>
internal static class PlaceholderConfig
{
    /// <param name="specification">An object with <c>connectionSpecification</c>.</param>
    public static JsonObject For(JsonObject specification) => Of(specification["connectionSpecification"] as JsonObject);

    private static JsonObject Of(JsonObject? schema)
    {
        var config = new JsonObject();
        var required = (schema?["required"] as JsonArray ?? []).Select(name => name?.ToString()).ToHashSet();
        foreach (var (name, property) in schema?["properties"] as JsonObject ?? [])
        {
            if (property is JsonObject field && Value(field, required.Contains(name)) is { } value)
                config[name] = value;
        }

        return config;
    }

    private static JsonNode? Value(JsonObject field, bool required)
    {
        if (field["default"] is { } given) return given.DeepClone();
        if (field["const"] is { } constant) return constant.DeepClone();
        if (field["oneOf"] is JsonArray { Count: > 0 } choices && choices[0] is JsonObject first) return Of(first);
        if (!required) return null;
        return field["type"]?.ToString() switch
        {
            "integer" or "number" => 0,
            "boolean" => false,
            "array" => new JsonArray(),
            "object" => Of(field),
            _ => field["format"]?.ToString().StartsWith("date", StringComparison.Ordinal) == true ? "2000-01-01T00:00:00Z" : ReplayTransport.Placeholder,
        };
    }
}
