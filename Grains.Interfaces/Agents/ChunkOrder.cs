namespace Supertrack.Grains.Interfaces.Agents;

[GenerateSerializer, Alias("supertrack.chunk-order"), Immutable]
public sealed record ChunkOrder
{
    [Id(0)] public required SourceOrder Source { get; init; }

    [Id(1)] public required long Run { get; init; }

    [Id(2)] public required long Chunk { get; init; }

    [Id(3)] public required string Stream { get; init; }

    [Id(4)] public required bool Incremental { get; init; }
}
