using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.GraphQl;

/// <summary>A type of the schema; a scalar has no fields.</summary>
internal sealed record GraphType(string Name, Dictionary<string, GraphField> Fields)
{
    public bool IsScalar => Fields.Count == 0;

    public static GraphType Scalar(string name) => new(name, []);

    public static GraphType Object(string name, params GraphField[] fields) =>
        new(name, fields.ToDictionary(field => field.Name, StringComparer.Ordinal));

    /// <summary>The type that all of these values have; fields are taken from every object among them.</summary>
    public static GraphType Of(string name, IEnumerable<JsonNode?> values)
    {
        List<JsonNode> present = [.. values.OfType<JsonNode>()];
        if (present.Count == 0 || present.Any(value => value is not JsonObject))
        {
            return Scalar(ScalarName(present.FirstOrDefault()));
        }

        IEnumerable<IGrouping<string, JsonNode?>> members =
            present.Cast<JsonObject>().SelectMany(value => value).GroupBy(member => member.Key, member => member.Value);
        return Object(name, [.. members.Select(member => FieldOf(member.Key, [.. member]))]);
    }

    private static GraphField FieldOf(string name, JsonNode?[] values)
    {
        bool list = values.OfType<JsonArray>().Any();
        IEnumerable<JsonNode?> items = list ? values.OfType<JsonArray>().SelectMany(value => value) : values;
        return new GraphField(name, Of(char.ToUpperInvariant(name[0]) + name[1..], items), list);
    }

    private static string ScalarName(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number => value.AsValue().TryGetValue(out long _) ? "Int" : "Float",
        JsonValueKind.True or JsonValueKind.False => "Boolean",
        JsonValueKind.Object => "JSON",
        _ => "String",
    };
}

internal sealed record GraphField(string Name, GraphType Type, bool List = false)
{
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
