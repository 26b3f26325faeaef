using Orleans;

namespace Supertrack.Benchmarks.Engine;

/// <summary>What the engine does in a second, beside what Microsoft Orleans does on such a machine.</summary>
internal static class EngineBenchmarks
{
    private const int Callers = 64;
    private const int Grains = 10_000;

    public static async Task RunAsync(string[] arguments)
    {
        using var host = await BenchSilo.StartAsync();
        var grains = host.Grains();
        Console.WriteLine("| work | figure (median; lowest to highest) | aim |");
        Console.WriteLine("|---|---|---|");
        Print("1 grain, 1 caller, calls/s", "860,000 to 1,520,000", await Rate.OfAsync(1, (_, stop) => OneGrain(grains, stop)));
        Print("1 grain, 64 callers, calls/s", "1,500,000 to 2,600,000", await Rate.OfAsync(Callers, (_, stop) => OneGrain(grains, stop)));
        Print("10,000 grains, 64 callers, looked up, calls/s", "400,000 to 620,000", await Rate.OfAsync(Callers, (i, stop) => LookedUp(grains, i, stop)));
        var references = Enumerable.Range(0, Grains).Select(i => grains.GetGrain<IPingGrain>(i)).ToArray();
        Print("10,000 grains, 64 callers, cached, calls/s", "620,000 to 900,000", await Rate.OfAsync(Callers, (i, stop) => Cached(references, i, stop)));
        Print("stateless worker, 64 callers, calls/s", "980,000 to 1,620,000", await Rate.OfAsync(Callers, (_, stop) => Worker(grains, stop)));
        Print("state write, 64 grains, memory storage, writes/s", "206,000 to 244,000", await Rate.OfAsync(Callers, (i, stop) => Writes(grains, i, stop)));
        await Activations.RunAsync(grains);
        await ProcessStart.RunAsync();
        await host.StopAsync();
    }

    public static void Print(string work, string aim, Rate.Figures figures) =>
        Console.WriteLine($"| {work} | {figures.Median:N0}; {figures.Lowest:N0} to {figures.Highest:N0} | {aim} |");

    private static async Task<long> OneGrain(IGrainFactory grains, Rate.Stop stop)
    {
        var grain = grains.GetGrain<IPingGrain>(-1);
        long count = 0;
        while (!stop.Now)
        {
            await grain.Ping(1);
            count++;
        }

        return count;
    }

    private static async Task<long> LookedUp(IGrainFactory grains, int seed, Rate.Stop stop)
    {
        var random = new Random(seed);
        long count = 0;
        while (!stop.Now)
        {
            await grains.GetGrain<IPingGrain>(random.Next(Grains)).Ping(1);
            count++;
        }

        return count;
    }

    private static async Task<long> Cached(IPingGrain[] references, int seed, Rate.Stop stop)
    {
        var random = new Random(seed);
        long count = 0;
        while (!stop.Now)
        {
            await references[random.Next(Grains)].Ping(1);
            count++;
        }

        return count;
    }

    private static async Task<long> Worker(IGrainFactory grains, Rate.Stop stop)
    {
        var worker = grains.GetGrain<IWorkerGrain>(0);
        long count = 0;
        while (!stop.Now)
        {
            await worker.Work(1);
            count++;
        }

        return count;
    }

    private static async Task<long> Writes(IGrainFactory grains, int index, Rate.Stop stop)
    {
        var grain = grains.GetGrain<IBalanceGrain>(index);
        long count = 0;
        while (!stop.Now)
        {
            await grain.Write(count);
            count++;
        }

        return count;
    }
}
