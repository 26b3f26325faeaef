using System.Diagnostics;

namespace Supertrack.Benchmarks.Engine;

/// <summary>Operations a second: the median of several rounds, each of a fixed time.</summary>
internal static class Rate
{
    private const int Rounds = 7;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(500);

    /// <param name="callers">How many loops run side by side.</param>
    /// <param name="loop">Runs until told to stop; returns how many operations it did.</param>
    public static async Task<Figures> OfAsync(int callers, Func<int, Stop, Task<long>> loop)
    {
        await RoundAsync(callers, loop, TimeSpan.FromMilliseconds(400));
        var rates = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            rates[round] = await RoundAsync(callers, loop, RoundTime);
        }

        Array.Sort(rates);
        return new Figures(rates[Rounds / 2], rates[0], rates[^1]);
    }

    private static async Task<double> RoundAsync(int callers, Func<int, Stop, Task<long>> loop, TimeSpan time)
    {
        var stop = new Stop();
        using var timer = new Timer(static s => ((Stop)s!).Now = true, stop, time, Timeout.InfiniteTimeSpan);
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() => loop(i, stop))));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    internal sealed class Stop
    {
        public volatile bool Now;
    }

    internal sealed record Figures(double Median, double Lowest, double Highest);
}
