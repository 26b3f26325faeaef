using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching;

namespace Supertrack.Core.Schemas.Changes;

/// <summary>
/// What changed about one field. A reader breaks where it can be given what the old schema excluded; a writer breaks where
/// what the old schema allowed is excluded now.
/// </summary>
internal static class FieldChanges
{
    private static readonly (string Keyword, bool IsUpper)[] Bounds =
    [
        ("minimum", false), ("exclusiveMinimum", false), ("minLength", false), ("minItems", false), ("minProperties", false),
        ("maximum", true), ("exclusiveMaximum", true), ("maxLength", true), ("maxItems", true), ("maxProperties", true),
    ];

    public static IEnumerable<SchemaChange> Of(SchemaField old, SchemaField now)
    {
        if (old.Types.Count > 0 && now.Types.Count > 0 && !old.Types.ToHashSet().SetEquals(now.Types))
            yield return new SchemaChange(ChangeKind.TypeChanged, old.Path, Types(old), Types(now), !Includes(old.Types, now.Types), !Includes(now.Types, old.Types));
        if (old.Nullable != now.Nullable)
            yield return new SchemaChange(ChangeKind.NullableChanged, old.Path, old.Nullable, now.Nullable, now.Nullable, old.Nullable);
        if (old.Required != now.Required)
            yield return new SchemaChange(ChangeKind.RequiredChanged, old.Path, old.Required, now.Required, old.Required, now.Required);
        if (old.Format != now.Format)
            yield return new SchemaChange(ChangeKind.FormatChanged, old.Path, old.Format, now.Format, old.Format is not null && now.Format is not null, old.Format is not null && now.Format is not null);
        foreach (var change in Of(old.Node, now.Node, old.Path)) yield return change;
    }

    /// <summary>Changes of values allowed, bounds, patterns and openness.</summary>
    public static IEnumerable<SchemaChange> Of(JsonObject old, JsonObject now, string path)
    {
        if (Enum(old, now, path) is { } values) yield return values;
        foreach (var (keyword, isUpper) in Bounds)
            if (Bound(old, now, path, keyword, isUpper) is { } bound) yield return bound;
        foreach (var keyword in (string[])["pattern", "multipleOf", "uniqueItems", "const"])
        {
            if (JsonNode.DeepEquals(old[keyword], now[keyword])) continue;
            yield return Constraint(path, keyword, old[keyword], now[keyword], readers: old[keyword] is not null, writers: now[keyword] is not null);
        }
        bool wasClosed = IsClosed(old), isClosed = IsClosed(now);
        if (wasClosed != isClosed) yield return Constraint(path, "additionalProperties", !wasClosed, !isClosed, readers: false, writers: isClosed);
    }

    public static JsonObject Summary(SchemaField field)
    {
        var summary = new JsonObject { ["type"] = Types(field), ["required"] = field.Required };
        if (field.Nullable) summary["nullable"] = true;
        if (field.Format is { } format) summary["format"] = format;
        return summary;
    }

    private static SchemaChange? Enum(JsonObject old, JsonObject now, string path)
    {
        var before = old["enum"] as JsonArray;
        var after = now["enum"] as JsonArray;
        if (before is null && after is null) return null;
        var added = after is null || before is null ? after is null : after.Any(v => v is not null && !before.Any(b => JsonNode.DeepEquals(b, v)));
        var removed = after is null || before is null ? before is null : before.Any(v => v is not null && !after.Any(a => JsonNode.DeepEquals(a, v)));
        return added || removed ? new SchemaChange(ChangeKind.EnumChanged, path, before?.DeepClone(), after?.DeepClone(), added, removed) : null;
    }

    private static SchemaChange? Bound(JsonObject old, JsonObject now, string path, string keyword, bool isUpper)
    {
        double before = SchemaNode.Number(old, keyword), after = SchemaNode.Number(now, keyword);
        if (before.Equals(after)) return null;
        var limitless = isUpper ? double.PositiveInfinity : double.NegativeInfinity;
        before = double.IsNaN(before) ? limitless : before;
        after = double.IsNaN(after) ? limitless : after;
        var wider = isUpper ? after > before : after < before;
        return Constraint(path, keyword, old[keyword], now[keyword], readers: wider, writers: !wider);
    }

    private static SchemaChange Constraint(string path, string keyword, JsonNode? old, JsonNode? now, bool readers, bool writers) =>
        new(ChangeKind.ConstraintChanged, path, new JsonObject { [keyword] = old?.DeepClone() }, new JsonObject { [keyword] = now?.DeepClone() }, readers, writers);

    private static bool IsClosed(JsonObject node) => node["additionalProperties"] is JsonValue value && value.TryGetValue(out bool open) && !open;

    /// <summary>Whether every one of <paramref name="types"/> is among <paramref name="wide"/>; an integer is a number.</summary>
    private static bool Includes(IReadOnlyList<string> wide, IReadOnlyList<string> types) =>
        types.All(t => wide.Contains(t) || (t == "integer" && wide.Contains("number")));

    private static JsonNode? Types(SchemaField field) => field.Types.Count switch
    {
        0 => null,
        1 => field.Types[0],
        _ => new JsonArray([.. field.Types.Select(t => (JsonNode?)JsonValue.Create(t))]),
    };
}
