using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Notice;

/// <summary>Failures of reading that a good status hides: nothing where there was something, pages or keys that repeat, a list that ends early, a cursor that stands still.</summary>
internal static class ReadingWatch
{
    private const int LeastRuns = 5;

    /// <summary>Runs without a move that are a failure where every run moved before.</summary>
    private const int StaleRuns = 3;

    public static IEnumerable<Finding> Of(IReadOnlyList<RunFacts> history, RunFacts run)
    {
        if (history.Count >= LeastRuns && run.Rows == 0 && history.All(each => each.Rows > 0))
            yield return new Finding(FindingKind.Silent, FailureClass.DataQuality, "rows", $"no rows; never fewer than {history.Min(each => each.Rows)} before");
        if (run.RepeatedPages > 0 && history.All(each => each.RepeatedPages == 0))
            yield return new Finding(FindingKind.Silent, FailureClass.PaginationInvalid, "repeated pages", $"{run.RepeatedPages} pages repeat the records of an earlier one");
        if (run.RepeatedKeys > 0 && history.Count >= LeastRuns && run.RepeatedKeys > 3 * history.Max(each => each.RepeatedKeys) && run.RepeatedKeys > 0.01 * run.Rows)
            yield return new Finding(FindingKind.Silent, FailureClass.DataQuality, "repeated keys", $"{run.RepeatedKeys} of {run.Rows} rows repeat a key; never more than {history.Max(each => each.RepeatedKeys)} before");
        if (run.Announced is { } announced && run.Rows < announced && history.Count >= LeastRuns && history.All(each => each.Announced is null || each.Rows >= each.Announced))
            yield return new Finding(FindingKind.Silent, FailureClass.PaginationInvalid, "announced rows", $"{run.Rows} rows read of {announced} that the source announces");
        if (history.Count >= LeastRuns && run.Pages == 1 && history.All(each => each.Pages > 1) && run.Rows < 0.6 * history.Min(each => each.Rows))
            yield return new Finding(FindingKind.Silent, FailureClass.PaginationInvalid, "pages", $"one page; never fewer than {history.Min(each => each.Pages)} before");
        if (Stands(history, run))
            yield return new Finding(FindingKind.Silent, FailureClass.PaginationInvalid, "cursor", $"the cursor stands at {run.Cursor} for {StaleRuns + 1} runs; it moved in every run before");
    }

    private static bool Stands(IReadOnlyList<RunFacts> history, RunFacts run)
    {
        if (run.Cursor is null) return false;
        var cursors = history.Select(each => each.Cursor).ToList();
        var standing = cursors.AsEnumerable().Reverse().TakeWhile(cursor => cursor == run.Cursor).Count();
        var before = cursors.Take(cursors.Count - standing).ToList();
        return standing >= StaleRuns && before.Count >= LeastRuns && before.Zip(before.Skip(1)).All(pair => pair.First != pair.Second);
    }
}
