using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// Watches columns: gone, null where there were values, one value where there were many, numbers in another range. Each bar is set by the
/// worst that the history showed, plus a margin that sampling noise of so many rows does not reach (nine standard errors).
/// </summary>
internal static class ContentWatch
{
    private const double Errors = 9;
    private const double LeastMargin = 0.05;
    private const int LeastRuns = 8;
    private const int LeastRows = 20;
    private const double RangeFactor = 20;

    public static IEnumerable<Finding> Of(IReadOnlyList<RunFacts> history, RunFacts run)
    {
        if (run.Rows < LeastRows) yield break;
        foreach (var (path, known) in Known(history))
        {
            if (!run.Columns.TryGetValue(path, out var now))
            {
                if (known.Count >= LeastRuns && known.Count == history.Count(each => each.Rows >= LeastRows)) yield return new Finding(FindingKind.Silent, FailureClass.SchemaDrift, path, $"{path} is gone");
                continue;
            }
            if (known.Count < LeastRuns) continue;
            foreach (var finding in Judge(path, known, now, run.Rows)) yield return finding;
        }
    }

    private static IEnumerable<Finding> Judge(string path, List<ColumnFacts> known, ColumnFacts now, long rows)
    {
        var worst = known.Max(each => each.NullRate);
        var margin = Math.Max(LeastMargin, Errors * Math.Sqrt(Math.Max(worst * (1 - worst), 1.0 / rows) / rows));
        if (now.NullRate > worst + margin || (now.NullRate >= 1 && worst < 1 - (Errors / rows)))
            yield return new Finding(FindingKind.Silent, FailureClass.DataQuality, path + ": null rate", $"{path} is null in {now.NullRate:P0} of {rows} rows; never more than {worst:P0} before");
        var fewest = known.Min(each => each.Distinct);
        if (fewest >= 10 && now.Distinct <= Math.Max(1, fewest / 20) && now.NullRate < 1)
            yield return new Finding(FindingKind.Silent, FailureClass.DataQuality, path + ": distinct values", $"{path} has {now.Distinct:0} distinct values; never fewer than {fewest:0} before");
        if (Range(known, now) is { } evidence)
            yield return new Finding(FindingKind.Silent, FailureClass.DataQuality, path + ": range", $"{path} {evidence}");
    }

    // A change of unit moves the whole range, not one end of it.
    private static string? Range(List<ColumnFacts> known, ColumnFacts now)
    {
        var ranges = known.Where(each => each is { Least: not null, Most: not null }).ToList();
        if (ranges.Count < LeastRuns || now is not { Least: { } least, Most: { } most }) return null;
        var (low, high) = (ranges.Min(each => each.Least!.Value), ranges.Max(each => each.Most!.Value));
        var (size, found) = (Math.Max(Math.Abs(low), Math.Abs(high)), Math.Max(Math.Abs(least), Math.Abs(most)));
        if (size <= 0 || found <= 0 || high - low <= 0) return null;
        return found > RangeFactor * size || found < size / RangeFactor ? $"lies between {least:0.##} and {most:0.##}; {low:0.##} and {high:0.##} were usual" : null;
    }

    private static IEnumerable<(string Path, List<ColumnFacts> Known)> Known(IReadOnlyList<RunFacts> history)
    {
        var known = new Dictionary<string, List<ColumnFacts>>();
        foreach (var run in history.Where(each => each.Rows >= LeastRows))
            foreach (var (path, facts) in run.Columns)
                (known.TryGetValue(path, out var list) ? list : known[path] = []).Add(facts);
        return known.Select(pair => (pair.Key, pair.Value));
    }
}
