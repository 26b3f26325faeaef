namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// What a measure should be now, from what it was: a robust line through the history (the median of slopes, Theil 1950 and Sen 1968), a
/// factor for the weekday (the median of residuals on it), and the usual size of what remains (median absolute deviation).
/// </summary>
internal sealed class Forecast
{
    /// <summary>Observations needed before anything is said.</summary>
    public const int Least = 12;

    private const int Longest = 90;
    private const double NormalMad = 1.4826;
    private const int DaysSeen = 3;
    private const int MostSloped = 40;

    private readonly DateTimeOffset _origin;
    private readonly double _level;
    private readonly double _slope;
    private readonly Dictionary<DayOfWeek, double> _days;

    private Forecast(DateTimeOffset origin, double level, double slope, Dictionary<DayOfWeek, double> days, double scale, double worst) =>
        (_origin, _level, _slope, _days, Scale, Worst) = (origin, level, slope, days, scale, worst);

    /// <summary>One standard deviation of the noise, never below the floor given.</summary>
    public double Scale { get; }

    /// <summary>The largest residual of the history, in scales.</summary>
    public double Worst { get; }

    /// <summary>Null where the history is too short.</summary>
    /// <param name="history">Earlier observations, oldest first; non-finite ones are left out.</param>
    /// <param name="origin">The time from which the line is counted.</param>
    /// <param name="floor">Smallest scale: noise that is always allowed.</param>
    public static Forecast? Of(IReadOnlyList<(DateTimeOffset At, double Value)> history, DateTimeOffset origin, double floor)
    {
        var points = history.Where(point => double.IsFinite(point.Value)).TakeLast(Longest).Select(point => (X: (point.At - origin).TotalDays, Y: point.Value, Day: point.At.DayOfWeek)).ToList();
        if (points.Count < Least) return null;
        var slope = Slope(points);
        var level = Median([.. points.Select(point => point.Y - (slope * point.X))]);
        var rest = points.Select(point => (point.Day, Residual: point.Y - level - (slope * point.X))).ToList();
        var days = rest.GroupBy(point => point.Day).ToDictionary(group => group.Key, group => group.Count() >= DaysSeen ? Median([.. group.Select(point => point.Residual)]) : 0);
        var residuals = rest.Select(point => Math.Abs(point.Residual - days[point.Day])).ToList();
        var scale = Math.Max(floor, NormalMad * Median(residuals));
        return new Forecast(origin, level, slope, days, scale, residuals.Max() / scale);
    }

    /// <summary>The value foreseen at a time.</summary>
    public double Expected(DateTimeOffset at) => _level + (_slope * (at - _origin).TotalDays) + _days.GetValueOrDefault(at.DayOfWeek);

    /// <summary>Distance from the forecast in scales; positive above.</summary>
    public double Score(DateTimeOffset at, double value) => (value - Expected(at)) / Scale;

    // Pairs grow with the square; forty points spread over the history give the line as well as ninety.
    private static double Slope(List<(double X, double Y, DayOfWeek Day)> all)
    {
        var points = all.Count <= MostSloped ? all : [.. Enumerable.Range(0, MostSloped).Select(index => all[index * (all.Count - 1) / (MostSloped - 1)])];
        var slopes = new List<double>();
        for (var first = 0; first < points.Count; first++)
            for (var second = first + 1; second < points.Count; second++)
                if (Math.Abs(points[second].X - points[first].X) > 1e-9) slopes.Add((points[second].Y - points[first].Y) / (points[second].X - points[first].X));
        return slopes.Count == 0 ? 0 : Median(slopes);
    }

    internal static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
