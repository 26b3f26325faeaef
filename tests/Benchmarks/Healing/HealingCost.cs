using System.Diagnostics;
using Supertrack.Lab;
using Supertrack.Lab.Samples;

namespace Supertrack.Benchmarks.Healing;

/// <summary>
/// What healing costs a healthy connector: the same full sync in a silo with the watch, the guard and recordings, and in one with none of them, in
/// alternating rounds; with <c>record-each</c> every run is recorded and not only one in a quarter of an hour. The lab is another process, so that its work is not counted.
/// </summary>
internal static class HealingCost
{
    public const string LabArea = "healing-lab";
    private const int Rounds = 8;

    public static async Task RunAsync(string[] arguments)
    {
        var records = arguments is [var given, ..] ? int.Parse(given) : 300_000;
        var rounds = arguments is [_, var times, ..] ? int.Parse(times) : Rounds;
        var recordEach = arguments is [_, _, "record-each", ..];
        using var lab = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, $"{LabArea} {records}") { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        try
        {
            var address = new Uri((await lab.StandardOutput.ReadLineAsync())!);
            await using var on = await HealingSilo.StartAsync(address, healing: true, recordEach);
            await using var off = await HealingSilo.StartAsync(address, healing: false, recordEach);
            await on.SyncAsync(records);
            await off.SyncAsync(records);
            var (with, without) = (new List<SyncCost>(), new List<SyncCost>());
            for (var round = 0; round < rounds; round++)
            {
                // Who is second finds warmer caches, so they take turns.
                if (round % 2 == 0) with.Add(await on.SyncAsync(records));
                without.Add(await off.SyncAsync(records));
                if (round % 2 == 1) with.Add(await on.SyncAsync(records));
                Console.WriteLine($"round {round + 1}: CPU {with[^1].Seconds:0.000} s with, {without[^1].Seconds:0.000} s without healing");
            }
            Print("CPU seconds", with, without, cost => cost.Seconds);
            Print("bytes allocated", with, without, cost => cost.Allocated);
            Print("requests", with, without, cost => cost.Requests);
            Print("managed bytes held after the run", with, without, cost => cost.Held);
        }
        finally
        {
            lab.StandardInput.Close();
            await lab.WaitForExitAsync();
        }
    }

    /// <summary>What the started process does: serves until its input ends.</summary>
    public static async Task ServeAsync(string[] arguments)
    {
        await using var lab = await LabServer.StartAsync(ContactsApi.Create(int.Parse(arguments[0]), pageSize: 100, delayMilliseconds: 0));
        Console.WriteLine(lab.Address);
        await Console.In.ReadToEndAsync();
    }

    private static void Print(string what, List<SyncCost> with, List<SyncCost> without, Func<SyncCost, double> read)
    {
        var pairs = with.Zip(without, (one, other) => read(one) / read(other)).Order().ToList();
        Console.WriteLine(
            $"{what}: {with.Sum(read) / without.Sum(read):0.000} of the sync without healing (pairs: median {pairs[pairs.Count / 2]:0.000}, {pairs[0]:0.000} to {pairs[^1]:0.000}; {with.Average(read):N3} and {without.Average(read):N3} a sync)");
    }
}

/// <param name="Seconds">Of all processors, in user and kernel.</param>
/// <param name="Held">Bytes that live on after a collection.</param>
internal sealed record SyncCost(double Seconds, long Allocated, long Requests, long Held);
