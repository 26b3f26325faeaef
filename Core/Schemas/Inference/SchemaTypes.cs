using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>Names of types and formats in JSON Schema.</summary>
internal static class SchemaTypes
{
    private static readonly (JsonKinds Kind, string Name)[] KindNames =
    [
        (JsonKinds.Null, "null"), (JsonKinds.Boolean, "boolean"), (JsonKinds.Integer, "integer"), (JsonKinds.Number, "number"),
        (JsonKinds.String, "string"), (JsonKinds.Array, "array"), (JsonKinds.Object, "object"),
    ];

    public static JsonObject Of(JsonKinds kinds)
    {
        var schema = new JsonObject();
        Set(schema, kinds);
        return schema;
    }

    public static void Set(JsonObject schema, JsonKinds kinds)
    {
        if ((kinds & JsonKinds.Number) != 0) kinds &= ~JsonKinds.Integer;
        var names = KindNames.Where(k => (kinds & k.Kind) != 0).Select(k => k.Name).ToList();
        if (names.Count == 1) schema["type"] = names[0];
        else if (names.Count > 1) schema["type"] = new JsonArray([.. names.Select(n => (JsonNode?)JsonValue.Create(n))]);
    }

    /// <summary>The format that all strings have; a host name only where the property's name says so too, for any two words with a dot look like one.</summary>
    public static string? FormatName(StringShape text, long strings, string name)
    {
        if (strings == 0) return null;
        var formats = text.Formats;
        if ((formats & ValueFormats.Hostname) == 0) return Name(formats);
        return Words.Of(name).Any(w => w is "host" or "hostname" or "domain" or "fqdn" or "dns" or "server" or "domains" or "hosts") ? "hostname" : null;
    }

    public static string? Name(ValueFormats formats) =>
        (formats & ValueFormats.DateTime) != 0 ? "date-time"
        : (formats & ValueFormats.Date) != 0 ? "date"
        : (formats & ValueFormats.Time) != 0 ? "time"
        : (formats & ValueFormats.Uri) != 0 ? "uri"
        : (formats & ValueFormats.UriTemplate) != 0 ? "uri-template"
        : (formats & ValueFormats.Email) != 0 ? "email"
        : (formats & ValueFormats.Uuid) != 0 ? "uuid"
        : (formats & ValueFormats.Ipv4) != 0 ? "ipv4"
        : (formats & ValueFormats.Ipv6) != 0 ? "ipv6"
        : (formats & ValueFormats.Duration) != 0 ? "duration"
        : null;
}
