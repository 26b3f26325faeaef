using System.Diagnostics;
using Orleans;

namespace Supertrack.Benchmarks.Engine;

/// <summary>How fast grains come to life, and what an idle one costs.</summary>
internal static class Activations
{
    private const int Count = 100_000;
    private const int Rounds = 5;
    private const int Callers = 64;

    public static async Task RunAsync(IGrainFactory grains)
    {
        var rates = new double[Rounds];
        var bytes = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var clock = Stopwatch.StartNew();
            var first = 1_000_000L * (round + 1);
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => ActivateAsync(grains, first, caller))));
            rates[round] = Count / clock.Elapsed.TotalSeconds;
            bytes[round] = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Count;
        }

        Array.Sort(rates);
        Array.Sort(bytes);
        EngineBenchmarks.Print("fresh activations/s", "64,000 to 138,000", new Rate.Figures(rates[Rounds / 2], rates[0], rates[^1]));
        EngineBenchmarks.Print("managed bytes per idle stateless grain, 100,000 of them", "under 1,000", new Rate.Figures(bytes[Rounds / 2], bytes[0], bytes[^1]));
    }

    private static async Task ActivateAsync(IGrainFactory grains, long first, int caller)
    {
        for (var i = caller; i < Count; i += Callers)
        {
            await grains.GetGrain<IPingGrain>(first + i).Ping(1);
        }
    }
}
