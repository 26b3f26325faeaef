using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Connectors;

[GenerateSerializer, Alias("supertrack.stream-verification"), Immutable]
public sealed record StreamVerificationView
{
    [Id(0)] public required string Stream { get; init; }

    /// <summary>The run that was recorded.</summary>
    [Id(1)] public required string Run { get; init; }

    [Id(2)] public int Pages { get; init; }

    [Id(3)] public int Requests { get; init; }

    [Id(4)] public long? ExpectedRecords { get; init; }

    [Id(5)] public long FoundRecords { get; init; }

    /// <summary>Empty where the stream is read as it was; the first two hundred.</summary>
    [Id(6)] public ImmutableArray<DifferenceView> Differences { get; init; } = [];
}
