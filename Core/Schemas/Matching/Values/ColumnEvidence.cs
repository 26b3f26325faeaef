using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Matching.Values;

/// <summary>How well one new column gives back an old one.</summary>
/// <param name="Agreement">Share of the rows, where either has a value, in which the transform gives the old value.</param>
/// <param name="Rows">Rows where the old has a value and the transform gives it.</param>
/// <param name="Bits">How surprising the agreement would be by chance: rows times the entropy of the old values, less what a map has learned.</param>
internal sealed record ColumnEvidence(Transform Transform, double Agreement, int Rows, double Bits)
{
    private const double GoodEnough = 0.95;

    /// <summary>The best transform that agrees in nearly all rows; null where none does.</summary>
    public static ColumnEvidence? Of(IReadOnlyList<JsonNode?> old, IReadOnlyList<JsonNode?> now)
    {
        var both = Enumerable.Range(0, old.Count).Where(i => old[i] is not null && now[i] is not null).ToList();
        if (both.Count == 0) return null;
        var surprise = Surprise(both.Select(i => old[i]!));
        if (Check(SameValue.Instance, old, now, surprise) is { } same) return same;
        if (both.Count < 2) return null;
        ColumnEvidence? best = null;
        foreach (var transform in TransformSearch.Propose([.. both.Select(i => old[i]!)], [.. both.Select(i => now[i]!)]))
        {
            if (Check(transform, old, now, surprise) is not { } found) continue;
            if (transform is MapValues map && !IsCredible(map, found, both.Count)) continue;
            if (best is null || found.Agreement > best.Agreement + 0.001) best = found;
            if (best.Agreement > 0.999) break;
        }
        return best;
    }

    /// <summary>What a transform of several new columns is worth.</summary>
    public static ColumnEvidence? OfSeveral(Transform transform, IReadOnlyList<JsonNode?> old, IReadOnlyList<IReadOnlyList<JsonNode?>> now)
    {
        var rows = Enumerable.Range(0, old.Count).Where(i => old[i] is not null).ToList();
        var right = rows.Count(i => Scalar.AreEqual(transform.Apply([.. now.Select(c => c[i])]), old[i]));
        var agreement = rows.Count == 0 ? 0 : right / (double)rows.Count;
        return agreement < GoodEnough ? null : new ColumnEvidence(transform, agreement, right, right * Surprise(rows.Select(i => old[i]!)));
    }

    private static ColumnEvidence? Check(Transform transform, IReadOnlyList<JsonNode?> old, IReadOnlyList<JsonNode?> now, double surprise)
    {
        double wrong = 0;
        int right = 0, empty = 0;
        var limit = (1 - GoodEnough) * old.Count;
        for (var i = 0; i < old.Count; i++)
        {
            if (old[i] is null && now[i] is null) empty++;
            else if (old[i] is null) wrong += IsEmpty(now[i]) ? 0 : 0.5;
            else if (Scalar.AreEqual(transform.Apply(now[i]), old[i])) right++;
            else wrong++;
            if (wrong > limit) return null;
        }
        var agreement = right / Math.Max(1, right + wrong);
        if (right == 0 || agreement < GoodEnough) return null;
        var learned = transform is MapValues map ? map.Values.Count * 4.0 : transform is SameValue or Retype ? 0 : 3;
        return new ColumnEvidence(transform, agreement, right, Math.Max(0, (right * surprise) - learned));
    }

    private static bool IsEmpty(JsonNode? value) => value is JsonArray { Count: 0 } || Scalar.Text(value) == "";

    /// <summary>Bits one agreement by chance is worth: minus the logarithm of the chance that two values are equal.</summary>
    private static double Surprise(IEnumerable<JsonNode> values)
    {
        var groups = values.GroupBy(v => v.ToJsonString()).Select(g => (double)g.Count()).ToList();
        var total = groups.Sum();
        var collision = groups.Sum(g => g / total * (g / total));
        return -Math.Log2(Math.Clamp(collision, 1e-6, 1));
    }

    // A map is free to fit anything that few values divide the same way: its values must recur.
    private static bool IsCredible(MapValues map, ColumnEvidence found, int rows) => found.Bits > 8 && rows >= 3 * map.Values.Count;
}
