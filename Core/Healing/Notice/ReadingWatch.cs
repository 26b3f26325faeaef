using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Notice;

/// <summary>Failures of reading that a good status hides: nothing where there was something, pages or keys that repeat, a list that ends early, a cursor that stands still.</summary>
internal static class ReadingWatch
{
    private const int LeastRuns = 5;

    /// <summary>Runs without a move that are a failure where every run moved before.</summary>
    private const int StaleRuns = 3;
    private const int LeastMoves = 20;
    private static readonly TimeSpan StaleFor = TimeSpan.FromDays(2);

    public static IEnumerable<Finding> Of(Baseline baseline, RunFacts run)
    {
        var history = baseline.For("rows");
        if (!run.Incremental && history.Count >= LeastRuns && run.Rows == 0 && history.All(each => each.Rows > 0))
            yield return Silent(FailureClass.DataQuality, "rows", $"no rows; never fewer than {history.Min(each => each.Rows)} before{(run.Said.Length > 0 ? $". The answer says: {run.Said}" : "")}", mendable: true);
        if (run.RepeatedPages > 0 && baseline.For("repeated pages").All(each => each.RepeatedPages == 0))
            yield return Silent(FailureClass.PaginationInvalid, "repeated pages", $"{run.RepeatedPages} pages repeat the records of an earlier one", mendable: true);
        var keyed = baseline.For("repeated keys");
        if (run.RepeatedKeys > 0 && keyed.Count >= LeastRuns && run.RepeatedKeys > 3 * keyed.Max(each => each.RepeatedKeys) && run.RepeatedKeys > 0.01 * run.Rows)
            yield return Silent(FailureClass.DataQuality, "repeated keys", $"{run.RepeatedKeys} of {run.Rows} rows repeat a key; never more than {keyed.Max(each => each.RepeatedKeys)} before");
        foreach (var finding in Cut(baseline, run)) yield return finding;
        if (Stands(baseline.For("cursor"), run))
            yield return Silent(FailureClass.PaginationInvalid, "cursor", $"the cursor stands at {run.Cursor} for {StaleRuns + 1} runs that brought rows; it moved in every run before");
    }

    private static IEnumerable<Finding> Cut(Baseline baseline, RunFacts run)
    {
        var history = baseline.For("announced rows");
        if (!run.Incremental && run.Announced is { } announced && run.Rows < announced && history.Count >= LeastRuns && history.All(each => each.Announced is null || each.Rows >= each.Announced))
            yield return Silent(FailureClass.PaginationInvalid, "announced rows", $"{run.Rows} rows read of {announced} that the source announces", mendable: true);
        history = baseline.For("pages");
        if (run.Incremental || run.Rows == 0 || history.Count < LeastRuns || run.Rows >= 0.6 * history.Min(each => each.Rows)) yield break;
        if (run.Pages == 1 && history.All(each => each.Pages > 1))
            yield return Silent(FailureClass.PaginationInvalid, "pages", $"one page; never fewer than {history.Min(each => each.Pages)} before", mendable: true);
        else if (run.LastPage > 1 && run.LastPage == run.LargestPage && run.Pages < history.Min(each => each.Pages) && history.All(each => each.LargestPage == run.LargestPage))
            yield return Silent(FailureClass.PaginationInvalid, "pages", $"{run.Pages} pages, the last as full as the others; never fewer than {history.Min(each => each.Pages)} before", mendable: true);
    }

    private static Finding Silent(FailureClass kind, string measure, string evidence, bool mendable = false) => new(FindingKind.Silent, kind, measure, evidence) { Mendable = mendable };

    // What was changed last is often read again, so a quiet weekend is no failure: as much as usual comes, and for days the cursor does not move.
    private static bool Stands(IReadOnlyList<RunFacts> history, RunFacts run)
    {
        var brought = history.Where(each => each.Rows > 0).ToList();
        var standing = brought.AsEnumerable().Reverse().TakeWhile(each => each.Cursor == run.Cursor).Count();
        if (run.Cursor is null || standing < StaleRuns || brought.Count - standing < LeastMoves || run.At - brought[^standing].At < StaleFor) return false;
        if (run.Rows < Forecast.Median([.. brought.Select(each => (double)each.Rows)]) / 2) return false;
        var before = brought.SkipLast(standing).Select(each => each.Cursor).ToList();
        return before.Zip(before.Skip(1)).All(pair => pair.First != pair.Second);
    }
}
