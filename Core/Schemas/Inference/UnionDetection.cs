using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Finds the tag whose values decide which properties an object has, and writes what each value requires as `if`/`then`, so that a
/// value never seen is still accepted.
/// </summary>
internal static class UnionDetection
{
    private const long MinPerValue = 3;

    public static void Describe(ObjectShape members, JsonObject schema)
    {
        if (members.Variants is not { } variants) return;
        var optional = members.Properties.Where(p => p.Present < members.Count).ToList();
        if (optional.Count == 0) return;
        foreach (var (tag, values) in variants.Tags.OrderBy(t => members.Properties[t.Tag].Text, StringComparer.Ordinal))
        {
            if (values.Count < 2 || values.Any(v => v.Count < MinPerValue) || values.Sum(v => v.Count) < members.Count) continue;
            var decided = optional.Where(p => p.Index != tag && IsDecided(p, values)).OrderBy(p => p.Text, StringComparer.Ordinal).ToList();
            if (decided.Count == 0 || decided.Count * 2 < optional.Count) continue;
            schema["allOf"] = new JsonArray([.. values.OrderBy(v => v.Text, StringComparer.Ordinal).Where(v => decided.Exists(p => v.With(p.Index) > 0)).Select(v => (JsonNode?)Branch(members.Properties[tag].Text, v, decided))]);
            return;
        }
    }

    private static bool IsDecided(Property property, IReadOnlyList<Variant> values) =>
        values.All(v => v.With(property.Index) is var n && (n == 0 || n == v.Count));

    private static JsonObject Branch(string tag, Variant variant, List<Property> decided) => new()
    {
        ["if"] = new JsonObject
        {
            ["properties"] = new JsonObject { [tag] = new JsonObject { ["const"] = variant.Text } },
            ["required"] = new JsonArray(tag),
        },
        ["then"] = new JsonObject
        {
            ["required"] = new JsonArray([.. decided.Where(p => variant.With(p.Index) > 0).Select(p => (JsonNode?)JsonValue.Create(p.Text))]),
        },
    };
}
