using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Matching.Values;

/// <summary>Assigns columns whose rows do not meet, by what their values look like together with what the schemas say.</summary>
internal static class InstanceMatching
{
    private const double Threshold = 0.3;

    public static MatchReport Match(LeafFields old, LeafFields now, Func<string, string, double> likely)
    {
        var left = old.Paths.Select(p => new ColumnProfile(old.Columns.Columns[p])).ToList();
        var right = now.Paths.Select(p => new ColumnProfile(now.Columns.Columns[p])).ToList();
        var scores = new double[old.Paths.Count, now.Paths.Count];
        for (var i = 0; i < left.Count; i++)
            for (var j = 0; j < right.Count; j++)
                scores[i, j] = Score(left[i], right[j], likely(old.Paths[i], now.Paths[j]));
        var partner = Assignment.Best(Above(scores));
        var mappings = new List<FieldMapping>();
        for (var i = 0; i < left.Count; i++)
        {
            if (partner[i] < 0) continue;
            var score = scores[i, partner[i]];
            var confidence = Math.Clamp(1 / (1 + Math.Exp(-10 * (score - 0.5))), 0.02, 0.95);
            mappings.Add(new FieldMapping(old.Paths[i], [now.Paths[partner[i]]], confidence, SameValue.Instance, [FormattableString.Invariant($"no common key; names and distribution of values score {score:F2}")]));
        }
        var used = partner.Where(p => p >= 0).ToHashSet();
        return new MatchReport(
            [.. mappings.OrderByDescending(m => m.Confidence)], [.. old.Paths.Where((_, i) => partner[i] < 0)], [.. now.Paths.Where((_, j) => !used.Contains(j))], 0);
    }

    /// <summary>Adds, less certain, what the values of unpaired rows suggest for the columns that <paramref name="strict"/> left alone.</summary>
    public static MatchReport Complete(MatchReport strict, LeafFields old, LeafFields now, Func<string, string, double> likely)
    {
        HashSet<string> freeOld = [.. strict.UnmatchedOld], freeNew = [.. strict.UnmatchedNew];
        var more = Match(old, now, (a, b) => freeOld.Contains(a) && freeNew.Contains(b) ? likely(a, b) : -10).Mappings
            .Where(m => freeOld.Contains(m.Old) && freeNew.Contains(m.New)).Select(m => m with { Confidence = 0.6 * m.Confidence }).ToList();
        var taken = more.Select(m => m.Old).Concat(more.Select(m => m.New)).ToHashSet();
        return strict with
        {
            Mappings = [.. strict.Mappings, .. more],
            UnmatchedOld = [.. strict.UnmatchedOld.Where(p => !taken.Contains(p))],
            UnmatchedNew = [.. strict.UnmatchedNew.Where(p => !taken.Contains(p))],
        };
    }

    internal static double Score(ColumnProfile a, ColumnProfile b, double likely) =>
        likely < -1 ? -1 : a.Similarity(b) is { } values ? Math.Max((0.5 * likely) + (0.5 * values), Math.Max(values > 0.75 ? 0.85 * values : 0, likely > 0.9 && values > 0.2 ? 0.8 * likely : 0)) : 0.6 * likely;

    private static double[,] Above(double[,] scores)
    {
        var above = (double[,])scores.Clone();
        for (var i = 0; i < scores.GetLength(0); i++)
            for (var j = 0; j < scores.GetLength(1); j++)
                if (scores[i, j] < Threshold) above[i, j] = 0;
        return above;
    }
}
