using Orleans.Runtime;

namespace Orleans.Streams.Durable;

/// <summary>Who is calling: the grain whose turn this is, or code outside grains.</summary>
internal static class Subscriber
{
    /// <summary>The default id stands for code outside grains.</summary>
    public static GrainId Id => RuntimeContext.Current?.GrainId ?? default;

    public static StreamConsumers Consumers(StreamServices services) =>
        RuntimeContext.Current is { } context ? StreamConsumers.Of(context) : services.OutsideGrains;
}
