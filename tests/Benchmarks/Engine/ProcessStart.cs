using System.Diagnostics;

namespace Supertrack.Benchmarks.Engine;

/// <summary>From the start of a process to its first answered call, seen from outside.</summary>
internal static class ProcessStart
{
    public const string Area = "engine-start";
    private const int Rounds = 9;

    public static async Task RunAsync()
    {
        var times = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Area) { RedirectStandardOutput = true })!;
            var line = await process.StandardOutput.ReadLineAsync();
            times[round] = clock.Elapsed.TotalMilliseconds;
            await process.WaitForExitAsync();
            if (line != "answered")
            {
                throw new InvalidOperationException($"The process that was to answer said \"{line}\".");
            }
        }

        Array.Sort(times);
        EngineBenchmarks.Print("process start to first answered call, ms", "under 300", new Rate.Figures(times[Rounds / 2], times[0], times[^1]));
    }

    /// <summary>What the started process does.</summary>
    public static async Task AnswerAsync(string[] arguments)
    {
        using var host = await BenchSilo.StartAsync();
        await host.Grains().GetGrain<IPingGrain>(1).Ping(1);
        Console.WriteLine("answered");
    }
}
