using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Validation;

namespace Supertrack.Core.Regression;

/// <summary>A case of a schema: <c>{"name", "valid": [documents it takes], "invalid": [documents it refuses]}</c>.</summary>
internal static class SchemaCase
{
    /// <summary>What differs, one line; null when nothing does.</summary>
    /// <exception cref="FormatException">The case cannot be read.</exception>
    public static string? Run(string schema, JsonObject given)
    {
        try
        {
            var validator = new SchemaValidator(JsonNode.Parse(schema)!);
            foreach (var (document, i) in List(given, "valid").Select((one, i) => (one, i)))
                if (validator.FirstError(document) is { } error) return $"valid document {i} is refused: {error}";
            foreach (var (document, i) in List(given, "invalid").Select((one, i) => (one, i)))
                if (validator.IsValid(document)) return $"invalid document {i} is taken";
            return null;
        }
        catch (JsonException error)
        {
            throw new FormatException("the schema is not JSON: " + error.Message.ReplaceLineEndings(" "), error);
        }
    }

    private static IEnumerable<JsonNode?> List(JsonObject given, string name) => given[name] as JsonArray ?? [];
}
