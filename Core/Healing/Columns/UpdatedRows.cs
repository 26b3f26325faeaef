using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Columns;

/// <summary>
/// Rows that were updated at the source between the two reads. A mapping cannot be told by them: their values differ for a good reason.
/// They are known by a time that is the same in most rows and later, never earlier, in the others.
/// </summary>
internal static class UpdatedRows
{
    private const double MostlySame = 0.75;
    private const double LeastKept = 0.6;
    private const int FewestRows = 12;

    /// <summary>The pairs that say nothing of an update; all of them where too few would be left to judge by.</summary>
    public static IReadOnlyList<(JsonObject Old, JsonObject New)> Without(IReadOnlyList<(JsonObject Old, JsonObject New)> pairs)
    {
        if (pairs.Count < FewestRows) return pairs;
        var old = Times(pairs.Select(pair => pair.Old).ToList());
        var found = Times(pairs.Select(pair => pair.New).ToList());
        var updated = new HashSet<int>();
        foreach (var before in old)
            foreach (var after in found)
                updated.UnionWith(Later(before, after));
        if (updated.Count == 0 || pairs.Count - updated.Count < Math.Max(FewestRows, LeastKept * pairs.Count)) return pairs;
        return [.. pairs.Where((_, index) => !updated.Contains(index))];
    }

    private static IEnumerable<int> Later(DateTimeOffset?[] before, DateTimeOffset?[] after)
    {
        var (same, all) = (0, 0);
        var later = new List<int>();
        for (var index = 0; index < before.Length; index++)
        {
            if (before[index] is not { } first || after[index] is not { } second) continue;
            all++;
            if (first == second) same++;
            else if (second > first) later.Add(index);
            else return [];
        }
        return all >= FewestRows && same >= MostlySame * all ? later : [];
    }

    private static List<DateTimeOffset?[]> Times(List<JsonObject> rows) =>
        [.. rows.Take(20).SelectMany(JsonLeaves.Scalars).Select(leaf => leaf.Path).Distinct().Select(path => rows.Select(row => Instant(JsonLeaves.At(row, path))).ToArray()).Where(times => times.Count(time => time is not null) >= FewestRows)];

    private static DateTimeOffset? Instant(JsonNode? value) =>
        value is JsonValue scalar && scalar.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? InstantText.Parse(scalar.ToString()) : null;
}
