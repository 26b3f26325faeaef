using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage.Sqlite;

namespace Supertrack.Benchmarks.Durable;

/// <summary>64 states written over and over, each write awaited before the next of the same state.</summary>
internal static class StateWrites
{
    private const int States = 64;
    private const int WritesEach = 2_000;
    private const int Rounds = 5;

    public static async Task RunAsync(string folder)
    {
        using var store = new DurableStore(
            Options.Create(new SqliteStoreOptions { File = Path.Combine(folder, "state.db") }), NullLogger<DurableStore>.Instance);
        var storage = new SqliteGrainStorage("Default", store, new SystemTextJsonGrainStorageSerializerOptions().JsonSerializerOptions);
        var states = Enumerable.Range(0, States).Select(_ => new GrainState<Account>(new Account("owner", 0))).ToArray();
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(states.Select((state, grain) => Task.Run(async () =>
            {
                var id = GrainId.Create("account", $"tenant/{grain}");
                for (var write = 0; write < WritesEach; write++)
                {
                    state.State = new Account("owner", write);
                    await storage.WriteStateAsync("account", id, state);
                }
            })));
            rates.Add(States * WritesEach / clock.Elapsed.TotalSeconds);
        }

        rates.Sort();
        Console.WriteLine($"state writes, storage alone, {States} writers: {rates[Rounds / 2]:N0} a second durable (median of {Rounds}; {rates[0]:N0} to {rates[^1]:N0})");
    }

    private sealed record Account(string Owner, long Balance);
}
