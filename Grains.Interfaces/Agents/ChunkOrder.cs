using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Agents;

[GenerateSerializer, Alias("supertrack.chunk-order"), Immutable]
public sealed record ChunkOrder
{
    [Id(0)] public required SourceOrder Source { get; init; }

    [Id(1)] public required long Run { get; init; }

    [Id(2)] public required long Chunk { get; init; }

    [Id(3)] public required string Stream { get; init; }

    [Id(4)] public required bool Incremental { get; init; }

    /// <summary>Records are held against those stored before they are stored themselves.</summary>
    [Id(5)] public bool Guarded { get; init; }

    /// <summary>Members of the stream whose absence is known and accepted.</summary>
    [Id(6)] public ImmutableArray<string> Accepted { get; init; } = [];

    /// <summary>The journal under which the rows are written, so that they can be taken back; empty where they stay.</summary>
    [Id(7)] public string Journal { get; init; } = "";

    /// <summary>Every record is compared with the row of its key, and kept out where it contradicts that row.</summary>
    [Id(8)] public bool Compared { get; init; }
}
