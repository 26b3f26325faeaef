using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Streams;

namespace Supertrack.Benchmarks.Durable;

/// <summary>Events written durably and delivered to a grain for each stream.</summary>
internal static class StreamEvents
{
    private const int Streams = 4;
    private const int Writers = 512;
    private const int EventsEach = 500;
    private const int Rounds = 5;

    public static async Task RunAsync(IHost host)
    {
        var provider = host.Services.GetRequiredService<IClusterClient>().GetStreamProvider(DurableHost.Streams);
        var streams = Enumerable.Range(0, Streams).Select(i => provider.GetStream<Timed>(StopwatchGrain.Namespace, $"s{i}")).ToArray();
        await WarmUpAsync(streams);
        await SustainedAsync("one event a write", Writers * EventsEach, () => OneByOneAsync(streams));
        await SustainedAsync("100 events a write", Writers * EventsEach, () => ByTheHundredAsync(streams));
        await LatencyAsync(streams[0], 500);
        await LatencyAsync(streams[0], 2000);
    }

    private static async Task WarmUpAsync(IAsyncStream<Timed>[] streams)
    {
        foreach (var stream in streams)
            for (var i = 0; i < 500; i++)
                await stream.OnNextAsync(new Timed(0, "warm"));
        await UntilHeardAsync(streams.Length * 500);
    }

    private static async Task SustainedAsync(string how, int events, Func<Task> write)
    {
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var heard = StopwatchGrain.Heard;
            var clock = Stopwatch.StartNew();
            await write();
            await UntilHeardAsync(heard + events);
            rates.Add(events / clock.Elapsed.TotalSeconds);
        }

        rates.Sort();
        Console.WriteLine(
            $"stream events, {how}, {Streams} streams: {rates[Rounds / 2]:N0} a second durable and delivered (median of {Rounds}; {rates[0]:N0} to {rates[^1]:N0})");
    }

    private static Task OneByOneAsync(IAsyncStream<Timed>[] streams) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < EventsEach; i++)
                await streams[writer % Streams].OnNextAsync(new Timed(0, "an event of some length"));
        })));

    private static Task ByTheHundredAsync(IAsyncStream<Timed>[] streams) =>
        Task.WhenAll(Enumerable.Range(0, Writers / 16).Select(writer => Task.Run(async () =>
        {
            var events = Enumerable.Repeat(new Timed(0, "an event of some length"), 100).ToArray();
            for (var i = 0; i < EventsEach * 16 / 100; i++)
                await streams[writer % Streams].OnNextBatchAsync(events);
        })));

    private static async Task LatencyAsync(IAsyncStream<Timed> stream, int eventsASecond)
    {
        var times = StopwatchGrain.Times = [];
        var heard = StopwatchGrain.Heard;
        var start = Stopwatch.GetTimestamp();
        var count = eventsASecond * 3;
        for (var i = 0; i < count; i++)
        {
            while (Stopwatch.GetElapsedTime(start).TotalSeconds * eventsASecond < i)
                await Task.Yield();
            await stream.OnNextAsync(new Timed(Stopwatch.GetTimestamp(), "an event of some length"));
        }

        await UntilHeardAsync(heard + count);
        StopwatchGrain.Times = null;
        times.Sort();
        Console.WriteLine(
            $"stream latency, write to observer, {eventsASecond:N0} events a second: mean {times.Average():N2} ms, median {times[times.Count / 2]:N2} ms, p99 {times[times.Count * 99 / 100]:N2} ms");
    }

    private static async Task UntilHeardAsync(long count)
    {
        while (StopwatchGrain.Heard < count)
            await Task.Delay(1);
    }
}
