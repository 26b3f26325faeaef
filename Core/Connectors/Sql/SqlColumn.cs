using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Sql;

/// <summary>One column of a table or query.</summary>
/// <param name="Name">As the database spells it.</param>
/// <param name="DatabaseType">The database's name of the type, e.g. <c>timestamp with time zone</c>.</param>
/// <param name="Kind">How its values cross.</param>
public sealed record SqlColumn(string Name, string DatabaseType, SqlValueKind Kind)
{
    /// <summary>JSON Schema of the column; every column may be null.</summary>
    public JsonObject JsonSchema() => Kind switch
    {
        SqlValueKind.Integer => Nullable("integer"),
        SqlValueKind.Float or SqlValueKind.Decimal => Nullable("number"),
        SqlValueKind.Boolean => Nullable("boolean"),
        SqlValueKind.Date => Nullable("string", "date"),
        SqlValueKind.Timestamp => Nullable("string", "date-time", "timestamp_without_timezone"),
        SqlValueKind.TimestampWithZone => Nullable("string", "date-time", "timestamp_with_timezone"),
        SqlValueKind.Json or SqlValueKind.Dynamic => [],
        SqlValueKind.Bytes => new JsonObject { ["type"] = new JsonArray("string", "null"), ["contentEncoding"] = "base64" },
        _ => Nullable("string"),
    };

    private static JsonObject Nullable(string type, string? format = null, string? airbyteType = null)
    {
        var schema = new JsonObject { ["type"] = new JsonArray(type, "null") };
        if (format is not null) schema["format"] = format;
        if (airbyteType is not null) schema["airbyte_type"] = airbyteType;
        return schema;
    }
}
