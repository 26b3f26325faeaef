using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// Watches columns: gone, null where there were values, one value where there were many, numbers in another range. Each bar is set by the
/// worst that the history showed, plus a margin that sampling noise of so many rows does not reach (nine standard errors).
/// </summary>
internal static class ContentWatch
{
    /// <summary>Runs with fewer rows say nothing of columns.</summary>
    public const int LeastRows = 10;

    private const double Errors = 9;
    private const double LeastMargin = 0.05;
    private const int LeastRuns = 8;
    private const int MoreRuns = 20;
    private const int ManyRows = 20;
    private const double Chance = 1e-9;

    // A null rate that was never seen higher may still be a little higher.
    private const double Slack = 0.02;
    private const double RangeFactor = 20;

    public static IEnumerable<Finding> Of(Baseline baseline, RunFacts run)
    {
        if (Rows(run) < LeastRows) yield break;
        foreach (var (path, known) in Known(baseline))
            foreach (var finding in Judge(path, known.Facts, known.Runs, run)) yield return finding;
    }

    /// <summary>
    /// Top-level members that came filled in every run so far, each with a generous bound of the share that may be null: what a page can be held
    /// against before it is stored.
    /// </summary>
    public static IReadOnlyDictionary<string, double> Filled(Baseline baseline, bool incremental) => Known(baseline)
        .Where(column => column.Known.Runs >= Needed(incremental) && column.Known.Facts.NullRate <= Slack && !column.Path.Contains('.', StringComparison.Ordinal))
        .ToDictionary(column => column.Path, column => column.Known.Facts.NullRate + Slack);

    private static int Needed(bool incremental) => incremental ? MoreRuns : LeastRuns;

    // Facts of before samples were counted speak of all rows.
    private static long Rows(RunFacts run) => run.Sampled > 0 ? run.Sampled : run.Rows;

    private static IEnumerable<Finding> Judge(string path, ColumnFacts known, int runs, RunFacts run)
    {
        var (rows, now) = (Rows(run), run.Columns.GetValueOrDefault(path));
        if (runs < Needed(run.Incremental || rows < ManyRows)) yield break;
        if (now is null or { NullRate: >= 1 })
        {
            if (known.NullRate < 1 && Math.Pow(Math.Min(1, known.NullRate + Slack), rows) < Chance)
            {
                yield return now is null
                    ? new Finding(FindingKind.Silent, FailureClass.SchemaDrift, path, $"{path} is gone; never null in more than {known.NullRate:P0} of the rows before") { Column = path, Mendable = true }
                    : new Finding(FindingKind.Silent, FailureClass.DataQuality, path + ": null rate", $"{path} is null in all of {rows} rows; never more than {known.NullRate:P0} before") { Column = path, Mendable = true };
            }
            yield break;
        }
        var margin = Math.Max(LeastMargin, Errors * Math.Sqrt(Math.Max(known.NullRate * (1 - known.NullRate), 1.0 / rows) / rows));
        if (now.NullRate > known.NullRate + margin)
            yield return new Finding(FindingKind.Silent, FailureClass.DataQuality, path + ": null rate", $"{path} is null in {now.NullRate:P0} of {rows} rows; never more than {known.NullRate:P0} before") { Column = path };
        if (known.Distinct >= 10 && now.Distinct <= Math.Max(1, known.Distinct / 20))
            yield return new Finding(FindingKind.Silent, FailureClass.DataQuality, path + ": distinct values", $"{path} has {now.Distinct:0} distinct values; never fewer than {known.Distinct:0} before") { Column = path };
        if (Range(known, now) is { } evidence)
            yield return new Finding(FindingKind.Silent, FailureClass.DataQuality, path + ": range", $"{path} {evidence}") { Column = path };
    }

    // A change of unit moves the whole range, not one end of it.
    private static string? Range(ColumnFacts known, ColumnFacts now)
    {
        if (known is not { Least: { } low, Most: { } high } || now is not { Least: { } least, Most: { } most }) return null;
        var (size, found) = (Math.Max(Math.Abs(low), Math.Abs(high)), Math.Max(Math.Abs(least), Math.Abs(most)));
        if (size <= 0 || found <= 0 || high - low <= 0) return null;
        return found > RangeFactor * size || found < size / RangeFactor ? $"lies between {least:0.##} and {most:0.##}; {low:0.##} and {high:0.##} were usual" : null;
    }

    private static IEnumerable<(string Path, (ColumnFacts Facts, int Runs) Known)> Known(Baseline baseline)
    {
        var runs = baseline.History.Where(each => each.ColumnRuns > 0 && each.Columns.Count > 0 && Rows(each) >= LeastRows).ToList();
        foreach (var path in runs.SelectMany(each => each.Columns.Keys).Distinct())
        {
            var since = baseline.Since(path);
            var (facts, count) = ((ColumnFacts?)null, 0);
            foreach (var run in runs.Where(run => run.At >= since))
            {
                var here = run.Columns.GetValueOrDefault(path);
                if (here is not null || facts is not null) facts = count == 0 ? here : ColumnFacts.Extremes(facts, here);
                count += run.ColumnRuns;
            }
            if (facts is not null) yield return (path, (facts, count));
        }
    }
}
