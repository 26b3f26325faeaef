using System.Text.Json.Nodes;

namespace Supertrack.Core.Storage;

/// <summary>Derives table columns from a stream's JSON Schema.</summary>
public static class SchemaShape
{
    /// <summary>One column a property of the root object, in the schema's order; unknown or mixed types become JSON columns.</summary>
    public static IReadOnlyList<TableColumn> Columns(JsonNode? schema)
    {
        if (schema is not JsonObject root || root["properties"] is not JsonObject properties)
            return [];
        var columns = new List<TableColumn>(properties.Count);
        foreach (var (name, definition) in properties)
            columns.Add(new TableColumn(name, TypeOf(definition)));
        return columns;
    }

    private static ColumnType TypeOf(JsonNode? definition)
    {
        var types = new HashSet<ColumnType>();
        Collect(definition, types, depth: 0);
        if (types.Count == 1)
            return types.First();
        if (types.Count == 2 && types.Contains(ColumnType.Integer) && types.Contains(ColumnType.Number))
            return ColumnType.Number;
        return types.Count > 1 && types.All(IsTextual) ? ColumnType.Text : ColumnType.Json;
    }

    private static bool IsTextual(ColumnType type) => type is ColumnType.Text or ColumnType.Timestamp or ColumnType.Date;

    private static void Collect(JsonNode? node, HashSet<ColumnType> into, int depth)
    {
        if (node is not JsonObject definition || depth > 8)
        {
            into.Add(ColumnType.Json);
            return;
        }
        var choices = definition["anyOf"] as JsonArray ?? definition["oneOf"] as JsonArray;
        if (definition["type"] is { } type)
        {
            foreach (var name in type is JsonArray several ? several.AsEnumerable() : [type])
            {
                if (Named(name, definition) is { } column)
                    into.Add(column);
            }
        }
        else if (choices is { Count: > 0 })
        {
            foreach (var choice in choices)
                Collect(choice, into, depth + 1);
        }
        else
        {
            into.Add(ColumnType.Json);
        }
    }

    private static ColumnType? Named(JsonNode? type, JsonObject definition) => Text(type) switch
    {
        "null" => null,
        "string" => Formatted(Text(definition["format"]), Text(definition["airbyte_type"])),
        "integer" => ColumnType.Integer,
        "number" => Text(definition["airbyte_type"]) == "integer" ? ColumnType.Integer : ColumnType.Number,
        "boolean" => ColumnType.Boolean,
        _ => ColumnType.Json,
    };

    private static ColumnType Formatted(string? format, string? airbyteType) => format switch
    {
        "date-time" when airbyteType != "timestamp_without_timezone" => ColumnType.Timestamp,
        "date" => ColumnType.Date,
        _ => ColumnType.Text,
    };

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
