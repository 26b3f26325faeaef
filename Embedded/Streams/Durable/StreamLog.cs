using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Streams.Durable;

/// <summary>The log messages of durable streams; event ids 7300 to 7399.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(7300, LogLevel.Warning, "{Grain} failed on event {Number}.{Index} of stream {Stream}, attempt {Attempt}; it is tried again in {Wait}")]
    public static partial void DeliveryFailed(
        ILogger logger, GrainId grain, long number, int index, string stream, int attempt, TimeSpan wait, Exception error);

    [LoggerMessage(7301, LogLevel.Error, "{Grain} failed {Attempts} times on event {Number}.{Index} of stream {Stream}; the event is in stream_dead_letters")]
    public static partial void DeadLetter(
        ILogger logger, GrainId grain, int attempts, long number, int index, string stream, Exception error);

    [LoggerMessage(7302, LogLevel.Error, "Positions of {Count} stream subscriptions could not be stored; they are tried again")]
    public static partial void PositionsNotStored(ILogger logger, int count, Exception error);

    [LoggerMessage(7303, LogLevel.Error, "The log of stream {Stream} could not be trimmed; it is tried again")]
    public static partial void NotTrimmed(ILogger logger, string stream, Exception error);

    [LoggerMessage(7304, LogLevel.Error, "The observer of {Grain} for stream {Stream} failed on being told of an error")]
    public static partial void ObserverFailed(ILogger logger, GrainId grain, string stream, Exception error);

    [LoggerMessage(7305, LogLevel.Error, "Delivery of stream {Stream} to {Grain} is interrupted; it is tried again in {Wait}")]
    public static partial void DeliveryInterrupted(ILogger logger, string stream, GrainId grain, TimeSpan wait, Exception error);
}
