using Supertrack.Core.Healing.Notice;

namespace Supertrack.Core.Tests.Healing.Notice;

/// <summary>Runs of a stream with natural noise: growth or decline, weekdays, log-normal scatter, a burst now and then, null rates that wander.</summary>
internal sealed class SimulatedStream(int seed)
{
    private const int PageSize = 100;

    private readonly Random _random = new(seed);

    public List<RunFacts> Runs(int count)
    {
        var level = Math.Exp(4.5 + (_random.NextDouble() * 5));
        var growth = (_random.NextDouble() - 0.3) * 0.01;
        var weekend = 0.3 + (_random.NextDouble() * 0.7);
        var scatter = 0.02 + (_random.NextDouble() * 0.18);
        var nulls = _random.NextDouble() * 0.5;
        var start = new DateTimeOffset(2026, 1, 5, 3, 0, 0, TimeSpan.Zero);
        return [.. Enumerable.Range(0, count).Select(run => Run(start.AddDays(run).AddMinutes(_random.NextDouble() * 20), level * Math.Exp(growth * run), weekend, scatter, nulls, run))];
    }

    /// <summary>The runs before, and the last one with the failure put into it.</summary>
    public static (IReadOnlyList<RunFacts> Before, RunFacts Last) Break(List<RunFacts> runs, string failure)
    {
        var last = runs[^1];
        var columns = last.Columns.ToDictionary();
        switch (failure)
        {
            case "empty": return (runs[..^1], last with { Rows = 0, Pages = 1, Bytes = 20, Sampled = 0, Columns = new Dictionary<string, ColumnFacts>() });
            case "repeated page": return (runs[..^1], last with { RepeatedPages = 3 });
            case "null column": columns["email"] = columns["email"] with { NullRate = 1, Distinct = 0 }; break;
            case "half null": columns["status"] = columns["status"] with { NullRate = 0.6 }; break;
            case "gone column": columns.Remove("amount"); break;
            case "one value": columns["email"] = columns["email"] with { Distinct = 1 }; break;
            case "cents to units": columns["amount"] = columns["amount"] with { Least = columns["amount"].Least / 100, Most = columns["amount"].Most / 100 }; break;
            case "first page only":
                runs = [.. runs.Select(run => run with { Rows = run.Rows + (4 * PageSize), Pages = run.Pages + 4 })];
                return (runs[..^1], runs[^1] with { Rows = PageSize, Pages = 1 });
            case "fewer than announced": return (runs[..^1], last with { Announced = last.Rows + PageSize });
            case "repeated keys": return (runs[..^1], last with { RepeatedKeys = Math.Max(5, last.Rows / 10) });
            case "stale cursor": return ([.. runs[..^4], runs[^5], runs[^5], runs[^5]], last with { Cursor = runs[^5].Cursor });
            case "announced end": return (runs[..^1], last with { Announcements = ["Deprecation: true"] });
            default: return (runs[..^1], last with { Rows = Math.Max(1, last.Rows / 10), Pages = Math.Max(1, last.Pages / 10), Bytes = last.Bytes / 10 });
        }
        return (runs[..^1], last with { Columns = columns });
    }

    private RunFacts Run(DateTimeOffset at, double level, double weekend, double scatter, double nulls, int number)
    {
        var day = at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? weekend : 1;
        var burst = _random.Next(60) == 0 ? 1 + _random.NextDouble() : 1;
        var rows = Math.Max(25, (long)(level * day * burst * Math.Exp(scatter * Normal())));
        var pages = Math.Max(1, (rows + PageSize - 1) / PageSize);
        return new RunFacts
        {
            At = at,
            Rows = rows,
            Pages = pages,
            Bytes = (long)(rows * 300 * Math.Exp(0.03 * Normal())),
            Duration = pages * 0.2 * Math.Exp(0.35 * Normal()),
            Announced = rows,
            Sampled = Math.Min(rows, 1_000),
            Requests = pages + (_random.Next(10) == 0 ? _random.Next(3) : 0),
            Failed = _random.Next(10) == 0 ? _random.Next(3) : 0,
            LargestPage = (int)Math.Min(rows, PageSize),
            LastPage = (int)(((rows - 1) % PageSize) + 1),
            LargestKey = 10_000 + (100.0 * number) + _random.Next(50),
            Versions = ["X-API-Version: 3"],
            Cursor = $"{number:D6}",
            Columns = new Dictionary<string, ColumnFacts>
            {
                ["email"] = new(0, rows, null, null),
                ["status"] = new(Share(0.02, rows), 4, null, null),
                ["notes"] = new(Share(nulls, rows), rows * (1 - nulls), null, null),
                ["amount"] = new(0, Math.Min(rows, 5_000), 100 * Math.Exp(0.5 * Math.Abs(Normal())), 90_000 * Math.Exp(0.3 * Normal())),
            },
        };
    }

    private double Share(double rate, long rows) => Math.Clamp(rate + (Normal() * Math.Sqrt(rate * (1 - rate) / rows)), 0, 1);

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
