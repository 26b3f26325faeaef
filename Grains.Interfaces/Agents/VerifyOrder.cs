using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Agents;

[GenerateSerializer, Alias("supertrack.verify-order"), Immutable]
public sealed record VerifyOrder
{
    [Id(0)] public required SourceOrder Source { get; init; }

    [Id(1)] public ImmutableArray<string> Streams { get; init; } = [];
}
