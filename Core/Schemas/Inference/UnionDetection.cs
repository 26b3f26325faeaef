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
        var optional = members.Properties.Where(p => p.Present < members.Count).Select(p => p.Text).ToList();
        if (optional.Count == 0) return;
        foreach (var (tag, byValue) in variants.Tags.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            if (byValue.Count < 2 || byValue.Values.Any(v => v.Count < MinPerValue) || byValue.Values.Sum(v => v.Count) < members.Count) continue;
            var decided = optional.Where(p => IsDecided(p, byValue.Values) && p != tag).ToHashSet();
            if (decided.Count == 0 || decided.Count * 2 < optional.Count) continue;
            schema["allOf"] = new JsonArray([.. byValue.OrderBy(v => v.Key, StringComparer.Ordinal).Where(v => decided.Any(v.Value.Present.ContainsKey)).Select(v => (JsonNode?)Branch(tag, v.Key, v.Value, decided))]);
            return;
        }
    }

    private static bool IsDecided(string property, IEnumerable<Variant> variants) =>
        variants.All(v => v.Present.GetValueOrDefault(property) is var n && (n == 0 || n == v.Count));

    private static JsonObject Branch(string tag, string value, Variant variant, HashSet<string> decided) => new()
    {
        ["if"] = new JsonObject
        {
            ["properties"] = new JsonObject { [tag] = new JsonObject { ["const"] = value } },
            ["required"] = new JsonArray(tag),
        },
        ["then"] = new JsonObject
        {
            ["required"] = new JsonArray([.. variant.Present.Keys.Where(decided.Contains).Order(StringComparer.Ordinal).Select(p => (JsonNode?)JsonValue.Create(p))]),
        },
    };
}
