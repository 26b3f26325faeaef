using System.Text.Json.Nodes;

namespace Supertrack.Lab.GraphQl;

/// <summary>Describes a schema to clients (GraphQL specification, October 2021, section 4).</summary>
internal static class Introspection
{
    public static JsonObject Schema(GraphType query)
    {
        var types = new Dictionary<string, GraphType>(StringComparer.Ordinal);
        Gather(query, types);
        return new JsonObject
        {
            ["queryType"] = new JsonObject { ["kind"] = "OBJECT", ["name"] = query.Name },
            ["mutationType"] = null,
            ["subscriptionType"] = null,
            ["types"] = new JsonArray([.. types.Values.Select(Describe)]),
            ["directives"] = new JsonArray(),
        };
    }

    public static JsonObject? Type(GraphType query, string? name)
    {
        var types = new Dictionary<string, GraphType>(StringComparer.Ordinal);
        Gather(query, types);
        return name is not null && types.TryGetValue(name, out GraphType? type) ? Describe(type) : null;
    }

    private static void Gather(GraphType type, Dictionary<string, GraphType> types)
    {
        if (types.TryAdd(type.Name, type))
        {
            foreach (GraphField field in type.Fields.Values)
            {
                Gather(field.Type, types);
            }
        }
    }

    private static JsonObject Describe(GraphType type) => new()
    {
        ["kind"] = Kind(type),
        ["name"] = type.Name,
        ["description"] = null,
        ["fields"] = type.IsScalar ? null : new JsonArray([.. type.Fields.Values.Select(Describe)]),
        ["inputFields"] = null,
        ["interfaces"] = type.IsScalar ? null : new JsonArray(),
        ["enumValues"] = null,
        ["possibleTypes"] = null,
    };

    private static JsonObject Describe(GraphField field) => new()
    {
        ["name"] = field.Name,
        ["description"] = null,
        ["args"] = new JsonArray([.. field.Arguments.Select(name => new JsonObject
        {
            ["name"] = name,
            ["description"] = null,
            ["type"] = Reference(GraphType.Scalar(name is "first" or "last" ? "Int" : "String")),
            ["defaultValue"] = null,
        })]),
        ["type"] = field.List
            ? new JsonObject { ["kind"] = "LIST", ["name"] = null, ["ofType"] = Reference(field.Type) }
            : Reference(field.Type),
        ["isDeprecated"] = false,
        ["deprecationReason"] = null,
    };

    private static JsonObject Reference(GraphType type) => new() { ["kind"] = Kind(type), ["name"] = type.Name, ["ofType"] = null };

    private static string Kind(GraphType type) => type.IsScalar ? "SCALAR" : "OBJECT";
}
