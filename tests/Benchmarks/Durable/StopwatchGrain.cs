using System.Diagnostics;
using Orleans;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Supertrack.Benchmarks.Durable;

/// <summary>An event that knows when it was written, in ticks of the stopwatch.</summary>
[GenerateSerializer, Immutable, Alias("Supertrack.Benchmarks.Timed")]
public sealed record Timed([property: Id(0)] long Written, [property: Id(1)] string Text);

public interface IStopwatchGrain : IGrainWithStringKey
{
}

/// <summary>Counts events and notes how long each took.</summary>
[ImplicitStreamSubscription(Namespace)]
public sealed class StopwatchGrain : Grain, IStopwatchGrain, IStreamSubscriptionObserver, IAsyncObserver<Timed>
{
    public const string Namespace = "timed";
    private static long _heard;

    public static long Heard => Volatile.Read(ref _heard);

    /// <summary>Where the times of events are noted, in milliseconds; null while nobody asks.</summary>
    public static List<double>? Times { get; set; }

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => await handleFactory.Create<Timed>().ResumeAsync(this);

    public Task OnNextAsync(Timed item, StreamSequenceToken? token = null)
    {
        Times?.Add(Stopwatch.GetElapsedTime(item.Written).TotalMilliseconds);
        Interlocked.Increment(ref _heard);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
