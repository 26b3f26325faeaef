using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Evolution;

/// <summary>
/// The schema that takes the data of both. Only the members of records at the top are put together; what lies deeper is taken as one value,
/// as the tables do.
/// </summary>
internal static class SchemaUnion
{
    public static JsonObject Of(JsonObject current, JsonObject observed, bool complete, bool onlyNewFields)
    {
        var union = current.DeepClone().AsObject();
        var properties = union["properties"] as JsonObject;
        if (properties is null) union["properties"] = properties = [];
        var seen = observed["properties"] as JsonObject ?? [];
        foreach (var (name, rule) in seen)
        {
            if (rule is not JsonObject field) continue;
            if (properties[name] is not JsonObject known) properties[name] = field.DeepClone();
            else if (!onlyNewFields && Wider(known, field) is { } types) Widen(known, field, types);
        }
        if (!complete || onlyNewFields) return union;
        foreach (var gone in properties.Select(p => p.Key).Where(n => !seen.ContainsKey(n)).ToList()) properties.Remove(gone);
        if (union["required"] is JsonArray required) union["required"] = new JsonArray([.. required.Where(r => properties.ContainsKey(r!.ToString())).Select(r => r!.DeepClone())]);
        return union;
    }

    /// <summary>The types of both; null where the known ones take the new.</summary>
    private static IReadOnlyList<string>? Wider(JsonObject known, JsonObject seen)
    {
        var before = SchemaNode.Types(known);
        var more = SchemaNode.Types(seen).Where(t => t != "null" && !before.Contains(t) && !(t == "integer" && before.Contains("number"))).ToList();
        return before.Count == 0 || more.Count == 0 ? null : [.. before.Where(t => t != "integer" || !more.Contains("number")).Concat(more)];
    }

    private static void Widen(JsonObject known, JsonObject seen, IReadOnlyList<string> types)
    {
        known["type"] = types.Count == 1 ? types[0] : new JsonArray([.. types.Select(t => (JsonNode?)JsonValue.Create(t))]);
        // What was said of the values of one type does not hold for those of two.
        foreach (var keyword in (string[])["enum", "const", "format", "pattern", "minimum", "maximum", "minLength", "maxLength"]) known.Remove(keyword);
        foreach (var keyword in (string[])["properties", "items"])
            if (known[keyword] is null && seen[keyword] is { } part) known[keyword] = part.DeepClone();
    }
}
