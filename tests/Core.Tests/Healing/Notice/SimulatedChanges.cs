using Supertrack.Core.Healing.Notice;

namespace Supertrack.Core.Tests.Healing.Notice;

/// <summary>
/// Incremental runs with natural noise: busy days and quiet nights and weekends, bulk changes, runs a minute after another, outages after which more comes, small
/// batches that share a missing field, a source that hiccups.
/// </summary>
internal sealed class SimulatedChanges(int seed)
{
    private readonly Random _random = new(seed);

    public List<RunFacts> Runs(int count)
    {
        double[] spacings = [0.25, 1, 6, 24];
        var (hours, rate, nulls) = (spacings[_random.Next(spacings.Length)], Math.Exp((_random.NextDouble() * 6) - 2), _random.NextDouble() * 0.3);
        var (at, runs) = (new DateTimeOffset(2026, 1, 5, 3, 0, 0, TimeSpan.Zero), new List<RunFacts>());
        for (var run = 0; run < count; run++)
        {
            var gap = TimeSpan.FromHours(_random.Next(40) switch { 0 => 0.02, 1 => hours * (2 + _random.Next(10)), _ => hours * (0.98 + (_random.NextDouble() * 0.04)) });
            at += gap;
            runs.Add(Run(at, gap, rate * gap.TotalHours * Activity(at), nulls));
        }
        return runs;
    }

    private static double Activity(DateTimeOffset at) =>
        (at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.1 : 1) * (at.Hour is >= 8 and < 19 ? 1.5 : 0.1);

    private RunFacts Run(DateTimeOffset at, TimeSpan gap, double mean, double nulls)
    {
        var bulk = _random.Next(80) == 0 ? 200 + _random.Next(2_000) : 0;
        var rows = Poisson(mean * Math.Exp(0.4 * Normal())) + bulk;
        var pages = Math.Max(1, (rows + 99) / 100);
        return new RunFacts
        {
            At = at,
            Incremental = true,
            Gap = gap,
            Rows = rows,
            Pages = pages,
            Bytes = (long)(rows * 300 * Math.Exp(0.3 * Normal() / Math.Sqrt(Math.Max(1, rows)))),
            Duration = pages * 0.2 * Math.Exp(0.4 * Normal()),
            LargestPage = Math.Min(rows, 100),
            LastPage = rows == 0 ? 0 : ((rows - 1) % 100) + 1,
            Requests = pages + (_random.Next(10) == 0 ? _random.Next(3) : 0),
            Sampled = Math.Min(rows, 1_000),
            Cursor = rows == 0 ? "same" : $"{at:u}",
            Columns = rows == 0 ? new Dictionary<string, ColumnFacts>() : new Dictionary<string, ColumnFacts>
            {
                ["id"] = new(0, rows, 1, 1_000_000),
                ["email"] = new(_random.Next(30) == 0 ? _random.NextDouble() : Share(nulls, rows), rows, null, null),
                ["status"] = new(0, Math.Min(rows, 4), null, null),
            },
        };
    }

    private double Share(double rate, int rows) => Math.Clamp(rate + (Normal() * Math.Sqrt(rate * (1 - rate) / rows)), 0, 1);

    private int Poisson(double mean) => mean > 30 ? Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal()))) : Small(mean);

    private int Small(double mean)
    {
        var (limit, product, count) = (Math.Exp(-mean), 1.0, -1);
        do
        {
            product *= _random.NextDouble();
            count++;
        }
        while (product > limit);
        return count;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
