using Orleans;
using Orleans.Streams;
using Supertrack.Embedded.Crash.Grains;

namespace Supertrack.Embedded.Crash;

/// <summary>
/// Writes without end. Lines: <c>ready</c>; <c>state KEY COUNT</c>; <c>reminder KEY NAME</c>; <c>implicit KEY INDEX</c> and
/// <c>explicit KEY INDEX</c> for events.
/// </summary>
internal static class Writing
{
    private const int RemindersEvery = 25;

    public static async Task RunAsync(IClusterClient client, int run)
    {
        await Task.WhenAll(Enumerable.Range(0, Names.Workers)
            .Select(worker => client.GetGrain<IExplicitListenerGrain>(Names.Key(worker)).Subscribe()));
        Say("ready");
        await Task.WhenAll(Enumerable.Range(0, Names.Workers).Select(worker => Task.Run(() => WorkAsync(client, run, Names.Key(worker)))));
    }

    private static async Task WorkAsync(IClusterClient client, int run, string key)
    {
        var streams = client.GetStreamProvider(Names.Streams);
        var heardByClass = streams.GetStream<Beat>(Names.ImplicitNamespace, key);
        var heardByChoice = streams.GetStream<Beat>(Names.ExplicitNamespace, key);
        for (var index = 1; ; index++)
        {
            Say($"state {key} {await client.GetGrain<ILedgerGrain>(key).Add()}");
            await heardByClass.OnNextAsync(new Beat(run, index));
            Say($"implicit {key} {index}");
            await heardByChoice.OnNextBatchAsync([new Beat(run, index)]);
            Say($"explicit {key} {index}");
            if (index % RemindersEvery != 1)
                continue;
            var name = $"r{run}-{index}";
            await client.GetGrain<IAlarmGrain>(key).Register(name);
            Say($"reminder {key} {name}");
        }
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
