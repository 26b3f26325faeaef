using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Matching;

/// <summary>Assigns fields by their scores alone.</summary>
internal static class SchemaMatching
{
    /// <summary>A pair with a score below this is never assigned.</summary>
    public const double Threshold = 0.42;

    /// <summary>An assigned pair less certain than this is not reported: wrong ones outnumber right ones there.</summary>
    private const double LeastConfidence = 0.3;

    public static MatchReport Match(IReadOnlyList<SchemaField> old, IReadOnlyList<SchemaField> now, double[,] scores)
    {
        var partner = Assign(old, now, scores);
        var mappings = new List<FieldMapping>();
        for (var i = 0; i < old.Count; i++)
        {
            if (partner[i] < 0) continue;
            var other = now[partner[i]];
            var confidence = Confidence(old[i], other, scores);
            if (confidence < LeastConfidence)
            {
                partner[i] = -1;
                continue;
            }
            mappings.Add(new FieldMapping(old[i].Path, [other.Path], confidence, Guess(old[i], other), Reasons(old[i], other, scores[i, partner[i]])));
        }
        mappings.AddRange(Twins(old, now, scores, partner));
        var taken = partner.Where(p => p >= 0).ToHashSet();
        return new MatchReport(
            [.. mappings.OrderByDescending(m => m.Confidence)],
            [.. old.Where(f => partner[f.Index] < 0).Select(f => f.Path)],
            [.. now.Where(f => !taken.Contains(f.Index)).Select(f => f.Path)],
            0);
    }

    /// <summary>
    /// A container left alone that has the members of one already assigned was kept twice and is kept once now: it and its members
    /// share the targets.
    /// </summary>
    private static IEnumerable<FieldMapping> Twins(IReadOnlyList<SchemaField> old, IReadOnlyList<SchemaField> now, double[,] scores, int[] partner)
    {
        foreach (var field in old)
        {
            if (partner[field.Index] >= 0) continue;
            var best = Enumerable.Range(0, now.Count).MaxBy(j => scores[field.Index, j]);
            var score = scores[field.Index, best];
            var container = Container(field) && Container(now[best]) && score >= 0.6;
            var member = field.Parent >= 0 && partner[field.Parent] == now[best].Parent && now[best].Name == field.Name;
            if (!container && !member) continue;
            partner[field.Index] = best;
            yield return new FieldMapping(field.Path, [now[best].Path], Math.Min(0.7, score), SameValue.Instance, ["another field has the same successor", .. Reasons(field, now[best], score)]);
        }
    }

    /// <summary>Fields that kept path and type are settled first; the rest is assigned as a whole.</summary>
    public static int[] Assign(IReadOnlyList<SchemaField> old, IReadOnlyList<SchemaField> now, double[,] scores)
    {
        var result = new int[old.Count];
        Array.Fill(result, -1);
        var byPath = now.ToDictionary(f => f.Path, f => f.Index);
        foreach (var field in old)
            if (byPath.TryGetValue(field.Path, out var same) && scores[field.Index, same] > 0.5 && Container(field) == Container(now[same])) result[field.Index] = same;
        var taken = result.Where(r => r >= 0).ToHashSet();
        var rows = Enumerable.Range(0, old.Count).Where(i => result[i] < 0).ToList();
        var columns = Enumerable.Range(0, now.Count).Where(j => !taken.Contains(j)).ToList();
        var rest = new double[rows.Count, columns.Count];
        for (var i = 0; i < rows.Count; i++)
            for (var j = 0; j < columns.Count; j++)
                rest[i, j] = scores[rows[i], columns[j]] is var s && s >= Threshold ? s - (Threshold / 2) : 0;
        var assigned = Assignment.Best(rest);
        for (var i = 0; i < rows.Count; i++)
            if (assigned[i] >= 0) result[rows[i]] = columns[assigned[i]];
        return result;
    }

    private static bool Container(SchemaField field) => field.Types.Count > 0 && field.Types.All(t => t is "object" or "array");

    /// <summary>A logistic curve over the score and its distance to the next best target.</summary>
    private static double Confidence(SchemaField old, SchemaField now, double[,] scores)
    {
        var score = scores[old.Index, now.Index];
        if (old.Path == now.Path) return Math.Clamp(0.9 + (0.1 * score), 0, 0.995);
        var rival = 0.0;
        for (var j = 0; j < scores.GetLength(1); j++)
            if (j != now.Index) rival = Math.Max(rival, scores[old.Index, j]);
        var margin = Math.Clamp(score - rival, -0.2, 0.3);
        return Math.Clamp(1 / (1 + Math.Exp(-((9 * (score - 0.58)) + (4 * margin)))), 0.02, 0.97);
    }

    private static Transform Guess(SchemaField old, SchemaField now)
    {
        if (old.IsContainer || now.IsContainer || old.Types.Count != 1 || now.Types.Count != 1 || old.Types[0] == now.Types[0]) return SameValue.Instance;
        return old.Format is "date-time" or "date" || now.Format is "date-time" or "unix-time" || old.Format is "unix-time"
            ? new TimeFormat(old.Types[0] == "string" ? "%Y-%m-%dT%H:%M:%SZ" : "unix_seconds")
            : new Retype(old.Types[0]);
    }

    private static List<string> Reasons(SchemaField old, SchemaField now, double score)
    {
        var reasons = new List<string> { FormattableString.Invariant($"schema score {score:F2}") };
        if (old.Path == now.Path) reasons.Add("same path");
        else if (old.Name == now.Name) reasons.Add("same name, moved");
        if (old.Description.Length > 0 && old.Description == now.Description) reasons.Add("same description");
        if (old.Types.SequenceEqual(now.Types)) reasons.Add("same type");
        if (old.Enum is { } values && now.Enum is { } others && values.SetEquals(others)) reasons.Add("same allowed values");
        return reasons;
    }
}
