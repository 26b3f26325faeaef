using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// Watches measures of whole runs (rows, bytes a row, time a page, requests) on a logarithmic scale, where growth is a line and noise has one size at every level.
/// A jump counts beyond nine scales and half as far again as anything in the history: with noise of normal tails that is less than one in
/// 10^15 runs, with the heavier tails of real ones the history itself sets the bar. Slow drift is told by a cumulative sum (Page 1954) with an
/// allowance of one scale and a limit of fourteen.
/// </summary>
internal static class LevelWatch
{
    private const double Far = 9;
    private const double BeyondHistory = 1.5;
    private const double Floor = 0.05;
    private const double SlowFloor = 0.1;
    private const double Allowance = 1;
    private const double Limit = 14;
    private const int SlowRuns = 14;
    private const int FewRows = 20;

    // One request that is made again among few is no level.
    private const int FewRequests = 5;

    // A slow drift is one over days; a busy afternoon of a stream that runs every few minutes is none.
    private static readonly TimeSpan SlowSpan = TimeSpan.FromDays(10);

    public static IEnumerable<Finding> Of(Baseline baseline, RunFacts run)
    {
        if (run.Incremental)
        {
            foreach (var finding in IncrementalWatch.Of(baseline, run)) yield return finding;
        }
        foreach (var measure in Measures(run.Incremental))
        {
            var points = baseline.For(measure.Name).Select(each => (each.At, Value: Math.Log(1 + measure.Read(each)))).ToList();
            var value = Math.Log(1 + measure.Read(run));
            if (!double.IsFinite(value) || Forecast.Of(points, run.At, Floor) is not { } forecast) continue;
            var (score, expected) = (forecast.Score(run.At, value), forecast.Expected(run.At));
            if (Math.Abs(score) > Math.Max(Far, BeyondHistory * forecast.Worst) && (value > expected + measure.Above || value < expected - measure.Below))
                yield return new Finding(FindingKind.Jump, measure.Class, measure.Name, $"{measure.Name}: {measure.Read(run):0.##} where {Math.Max(0, Math.Exp(expected) - 1):0.##} was expected ({score:0.0} times the usual noise)");
            else if (measure.Drifts && Slow(points, run.At, value) is { } sum)
                yield return new Finding(FindingKind.Slow, measure.Class, measure.Name, $"{measure.Name}: drifting for {SlowRuns} runs, to {measure.Read(run):0.##} (cumulative sum {sum:0.0})");
        }
    }

    // The forecast for a slow drift must not learn the drift: it ends where the watched runs begin.
    private static double? Slow(List<(DateTimeOffset At, double Value)> points, DateTimeOffset at, double value)
    {
        if (points.Count < Forecast.Least + (3 * SlowRuns) || at - points[^SlowRuns].At < SlowSpan) return null;
        if (Forecast.Of(points.Take(points.Count - SlowRuns).ToList(), at, SlowFloor) is not { } forecast) return null;
        var (up, down) = (0.0, 0.0);
        foreach (var point in points.TakeLast(SlowRuns).Append((At: at, Value: value)).Where(point => double.IsFinite(point.Value)))
        {
            // One wild run is a jump, not a drift.
            var score = Math.Clamp(forecast.Score(point.At, point.Value), -3, 3);
            up = Math.Max(0, up + score - Allowance);
            down = Math.Max(0, down - score - Allowance);
        }
        return Math.Max(up, down) > Limit ? Math.Max(up, down) : null;
    }

    /// <param name="Above">Least distance above the forecast that matters, as a logarithm: a burst of twice the rows is life.</param>
    /// <param name="Below">The same below.</param>
    /// <param name="Drifts">Slow changes are told too.</param>
    private sealed record Measure(string Name, Func<RunFacts, double> Read, FailureClass Class, double Above, double Below, bool Drifts = true);

    private static IEnumerable<Measure> Measures(bool incremental)
    {
        // How much changed since the last run is no level: IncrementalWatch looks at it.
        if (!incremental) yield return new("rows", run => run.Rows, FailureClass.DataQuality, 1.4, 0.7);
        yield return new("bytes a row", run => run.Rows < (incremental ? FewRows : 1) ? double.NaN : run.Bytes / (double)run.Rows, FailureClass.SchemaDrift, 0.4, 0.4);
        yield return new("milliseconds a page", run => run.Pages == 0 ? double.NaN : run.Duration * 1000 / run.Pages, FailureClass.Transient, 1.6, double.PositiveInfinity);
        yield return new("rows a page", run => run.Pages < 2 || run.LargestPage == 0 ? double.NaN : run.LargestPage, FailureClass.PaginationInvalid, 0.6, 0.6, Drifts: false);
        yield return new("requests a page", run => run.Pages == 0 || run.Requests == 0 ? double.NaN : run.Requests - run.Pages < FewRequests ? 1 : run.Requests / (double)run.Pages, FailureClass.Transient, 0.6, double.PositiveInfinity, Drifts: false);
        yield return new("failed requests of 100", run => run.Requests < FewRows ? double.NaN : run.Failed < FewRequests ? 0 : 100.0 * run.Failed / run.Requests, FailureClass.RateLimited, 1.6, double.PositiveInfinity, Drifts: false);
        if (!incremental) yield return new("largest key", run => run.LargestKey is > 0 and { } key ? key : double.NaN, FailureClass.DataQuality, 3, 0.7, Drifts: false);
    }
}
