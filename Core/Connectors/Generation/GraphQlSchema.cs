using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>The answer of an introspection query (GraphQL specification, October 2021, section 4), by type name.</summary>
internal sealed class GraphQlSchema
{
    private readonly Dictionary<string, JsonObject> _types = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">The document holds no schema.</exception>
    public GraphQlSchema(JsonObject document)
    {
        var schema = (document["data"]?["__schema"] ?? document["__schema"]) as JsonObject
            ?? throw new FormatException("there is no __schema in it; give the answer of an introspection query");
        foreach (var type in (schema["types"] as JsonArray ?? []).OfType<JsonObject>())
            if ((string?)type["name"] is { } name) _types[name] = type;
        Query = (string?)schema["queryType"]?["name"] is { } query && _types.TryGetValue(query, out var found) ? found
            : throw new FormatException("the schema names no query type");
    }

    public JsonObject Query { get; }

    public IEnumerable<GraphQlField> Fields(JsonObject type) =>
        (type["fields"] as JsonArray ?? []).OfType<JsonObject>().Where(field => (string?)field["name"] is not null && field["type"] is JsonObject)
            .Select(field => new GraphQlField((string)field["name"]!, GraphQlType.Of(field["type"]!.AsObject()), Arguments(field), field["isDeprecated"]?.GetValueKind() == System.Text.Json.JsonValueKind.True));

    public GraphQlField? Field(JsonObject type, string name) => Fields(type).FirstOrDefault(field => field.Name == name);

    /// <summary>The object or interface of that name; null for scalars, enums, unions and unknown names.</summary>
    public JsonObject? Object(string name) => _types.TryGetValue(name, out var type) && (string?)type["kind"] is "OBJECT" or "INTERFACE" ? type : null;

    public bool IsLeaf(string name) => !_types.TryGetValue(name, out var type) || (string?)type["kind"] is "SCALAR" or "ENUM";

    private static List<GraphQlArgument> Arguments(JsonObject field) =>
        [.. (field["args"] as JsonArray ?? []).OfType<JsonObject>().Where(argument => argument["type"] is JsonObject)
            .Select(argument => new GraphQlArgument((string?)argument["name"] ?? "", GraphQlType.Of(argument["type"]!.AsObject()), argument["defaultValue"]?.ToString()))];
}

internal sealed record GraphQlField(string Name, GraphQlType Type, IReadOnlyList<GraphQlArgument> Arguments, bool IsDeprecated)
{
    public IEnumerable<GraphQlArgument> Required => Arguments.Where(argument => argument.Type.IsRequired && argument.Default is null);

    public bool Has(string argument) => Arguments.Any(one => one.Name == argument);
}

internal sealed record GraphQlArgument(string Name, GraphQlType Type, string? Default);

/// <param name="Name">The named type inside all wrappers.</param>
/// <param name="IsList">A list stands somewhere around it.</param>
/// <param name="IsRequired">The outermost wrapper says not null.</param>
/// <param name="Text">As queries write it, e.g. <c>[Int!]</c>.</param>
internal sealed record GraphQlType(string Name, bool IsList, bool IsRequired, string Text)
{
    private const int MaxWrappers = 16;

    public static GraphQlType Of(JsonObject reference, int depth = 0)
    {
        var kind = (string?)reference["kind"];
        if (kind is not ("NON_NULL" or "LIST") || reference["ofType"] is not JsonObject inner || depth > MaxWrappers)
            return new((string?)reference["name"] ?? "String", false, false, (string?)reference["name"] ?? "String");
        var type = Of(inner, depth + 1);
        return kind == "LIST" ? type with { IsList = true, IsRequired = false, Text = $"[{type.Text}]" } : type with { IsRequired = true, Text = type.Text + "!" };
    }
}
