using System.Text.Json.Nodes;

namespace Supertrack.Conformance.Schemas;

/// <summary>Finds the node of a schema at a path like `$.a[].b.*`, and whether its parent requires it.</summary>
internal static class SchemaLookup
{
    public static (JsonObject? Node, bool Required) Find(JsonObject schema, string path)
    {
        JsonObject? at = schema;
        var required = false;
        var rest = path[1..];
        while (rest.Length > 0 && at is not null)
        {
            required = false;
            if (rest.StartsWith("[]", StringComparison.Ordinal))
            {
                at = at["items"] as JsonObject;
                rest = rest[2..];
                continue;
            }
            (at, required, rest) = Member(at!, rest[1..]);
        }
        return (at, required);
    }

    private static (JsonObject?, bool, string) Member(JsonObject at, string rest)
    {
        // A name may hold dots: the longest known name wins.
        var properties = at["properties"] as JsonObject;
        var name = properties?.Select(p => p.Key).Where(k => rest.StartsWith(k, StringComparison.Ordinal) && (rest.Length == k.Length || rest[k.Length] is '.' or '[')).MaxBy(k => k.Length);
        if (name is not null)
        {
            var required = at["required"] is JsonArray names && names.Any(n => n!.GetValue<string>() == name);
            return (properties![name] as JsonObject, required, rest[name.Length..]);
        }
        var end = rest.IndexOfAny(['.', '[']);
        return (at["additionalProperties"] as JsonObject, false, end < 0 ? "" : rest[end..]);
    }
}
