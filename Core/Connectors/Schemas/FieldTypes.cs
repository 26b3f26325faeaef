using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Format;

namespace Supertrack.Core.Connectors.Schemas;

/// <summary>JSON Schemas of the format's type names.</summary>
internal static class FieldTypes
{
    /// <param name="type">A name, two names (one of the two), or <c>{field_type, items}</c>.</param>
    public static JsonObject Of(ManifestNode type)
    {
        switch (type.Kind)
        {
            case NodeKind.List when type.Items.Count == 2:
                return new JsonObject { ["oneOf"] = new JsonArray(Of(type.Items[0]), Of(type.Items[1])) };
            case NodeKind.Map when type["field_type"] is { } name:
                var schema = Named(name.ScalarText);
                if (type["items"] is { IsNull: false } items) schema["items"] = Of(items);
                return schema;
            case NodeKind.Text:
                return Named(type.Text);
            default:
                throw new ConnectorException(FailureKind.System, "A field's type is neither a name nor two names. Add a types_mapping for it.");
        }
    }

    private static JsonObject Named(string name) => name switch
    {
        "string" or "boolean" or "integer" or "number" or "array" or "object" => Nullable(name),
        "date" => With(Nullable("string"), "date", null),
        "timestamp_without_timezone" => With(Nullable("string"), "date-time", name),
        "timestamp_with_timezone" => With(Nullable("string"), "date-time", null),
        "time_without_timezone" or "time_with_timezone" => With(Nullable("string"), "time", name),
        _ => throw new ConnectorException(FailureKind.System, $"'{name}' is no type of the format. Add a types_mapping for it."),
    };

    private static JsonObject Nullable(string type) => new() { ["type"] = new JsonArray("null", type) };

    private static JsonObject With(JsonObject schema, string format, string? airbyteType)
    {
        schema["format"] = format;
        if (airbyteType is not null) schema["airbyte_type"] = airbyteType;
        return schema;
    }
}
