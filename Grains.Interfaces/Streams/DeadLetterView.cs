namespace Supertrack.Grains.Interfaces.Streams;

[GenerateSerializer, Alias("supertrack.dead-letter"), Immutable]
public sealed record DeadLetterView
{
    [Id(0)] public required long Id { get; init; }

    /// <summary>Namespace and key of the stream.</summary>
    [Id(1)] public required string Stream { get; init; }

    /// <summary>The grain that could not take the event.</summary>
    [Id(2)] public required string Subscriber { get; init; }

    /// <summary>The last attempt.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }

    [Id(4)] public required int Attempts { get; init; }

    /// <summary>What the last attempt failed with; its first line in lists.</summary>
    [Id(5)] public required string Error { get; init; }

    /// <summary>The event as JSON.</summary>
    [Id(6)] public required string Data { get; init; }
}
