using System.Text.Json;
using Orleans;
using Supertrack.Embedded.Crash.Grains;

namespace Supertrack.Embedded.Crash;

/// <summary>What one worker's grains hold.</summary>
public sealed record Found(string Key, long Count, List<string> Registered, List<string> Ticked, Heard Implicit, Heard Explicit);

/// <summary>Prints what every grain holds, one JSON list a line, while deliveries go on.</summary>
internal static class Checking
{
    public static async Task RunAsync(IClusterClient client)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        do
        {
            var found = await Task.WhenAll(Enumerable.Range(0, Names.Workers).Select(worker => FindAsync(client, Names.Key(worker))));
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(found));
        }
        while (await pause.WaitForNextTickAsync());
    }

    private static async Task<Found> FindAsync(IClusterClient client, string key) => new(
        key,
        await client.GetGrain<ILedgerGrain>(key).Read(),
        await client.GetGrain<IAlarmGrain>(key).Registered(),
        await client.GetGrain<IAlarmGrain>(key).Ticked(),
        await client.GetGrain<IImplicitListenerGrain>(key).Heard(),
        await client.GetGrain<IExplicitListenerGrain>(key).Heard());
}
