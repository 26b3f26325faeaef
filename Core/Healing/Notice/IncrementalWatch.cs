using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// Watches how much runs bring that read only what changed. None is normal, and so are many after a bulk change. What is not: nothing for far longer than
/// ever before, nothing where every run for weeks brought plenty, and the whole stream run after run (the source ignores the cursor).
/// </summary>
internal static class IncrementalWatch
{
    private const int LeastRuns = 20;
    private const int Plenty = 20;
    private const double LongerThanEver = 3;
    private const double NearlyAll = 0.9;
    private const int ManyRows = 1_000;
    private const int Often = 3;
    private static readonly TimeSpan LeastSpan = TimeSpan.FromDays(14);
    private static readonly TimeSpan LeastSilence = TimeSpan.FromDays(2);

    public static IEnumerable<Finding> Of(Baseline baseline, RunFacts run)
    {
        var history = baseline.For("rows");
        if (history.Count < LeastRuns || run.At - history[0].At < LeastSpan) yield break;
        if (run.Rows == 0 && Usual(history, run) && history.All(each => each.Rows >= Plenty))
            yield return Nothing($"no rows; every run since {history[0].At:yyyy-MM-dd} brought at least {history.Min(each => each.Rows)}");
        else if (run.Rows == 0 && Silence(history, run) is { } silence)
            yield return Nothing(silence);
        if (Everything(baseline, run) && history.TakeLast(Often - 1).All(each => Everything(baseline, each)) && !history.Take(history.Count - Often).Any(each => Everything(baseline, each)))
            yield return new Finding(FindingKind.Jump, FailureClass.PaginationInvalid, "rows", $"{run.Rows} rows, as many as the whole stream has, for the third run: the source may ignore the cursor");
    }

    private static Finding Nothing(string evidence) => new(FindingKind.Silent, FailureClass.DataQuality, "rows", evidence) { Mendable = true };

    private static bool Everything(Baseline baseline, RunFacts run) => baseline.WholeRows >= ManyRows && run.Rows >= NearlyAll * baseline.WholeRows;

    // A run a minute after another has nothing to bring.
    private static bool Usual(IReadOnlyList<RunFacts> history, RunFacts run)
    {
        var gaps = history.Where(each => each.Gap is not null).Select(each => each.Gap!.Value.TotalSeconds).ToList();
        return gaps.Count >= LeastRuns / 2 && run.Gap is { } gap && gap.TotalSeconds >= Forecast.Median(gaps) / 2;
    }

    private static string? Silence(IReadOnlyList<RunFacts> history, RunFacts run)
    {
        var brought = history.Where(each => each.Rows > 0).ToList();
        if (brought.Count < LeastRuns / 2) return null;
        var longest = brought.Zip(brought.Skip(1)).Max(pair => pair.Second.At - pair.First.At);
        var now = run.At - brought[^1].At;
        return now > LeastSilence && now > LongerThanEver * longest ? $"no rows for {now.TotalDays:0.0} days; never longer than {longest.TotalDays:0.0} days before" : null;
    }
}
