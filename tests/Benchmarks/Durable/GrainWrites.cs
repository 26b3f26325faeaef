using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace Supertrack.Benchmarks.Durable;

/// <summary>64 grains, each called again when its state is durable.</summary>
internal static class GrainWrites
{
    private const int Grains = 64;
    private const int WritesEach = 1_000;
    private const int Rounds = 5;

    public static async Task RunAsync(IHost host)
    {
        var client = host.Services.GetRequiredService<IClusterClient>();
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, Grains).Select(key => Task.Run(async () =>
            {
                var grain = client.GetGrain<IAccountGrain>(key);
                for (var write = 0; write < WritesEach; write++)
                    await grain.Deposit(1);
            })));
            rates.Add(Grains * WritesEach / clock.Elapsed.TotalSeconds);
        }

        rates.Sort();
        Console.WriteLine($"state writes, {Grains} grains: {rates[Rounds / 2]:N0} a second durable (median of {Rounds}; {rates[0]:N0} to {rates[^1]:N0})");
    }
}
