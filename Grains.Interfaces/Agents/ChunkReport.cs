using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Interfaces.Agents;

/// <summary>What a chunk did; "so far" counts are those of the warehouse for the whole run.</summary>
[GenerateSerializer, Alias("supertrack.chunk-report"), Immutable]
public sealed record ChunkReport
{
    [Id(0)] public required long Run { get; init; }

    [Id(1)] public required long Chunk { get; init; }

    [Id(2)] public required string Stream { get; init; }

    [Id(3)] public long RecordsSoFar { get; init; }

    [Id(4)] public long PagesSoFar { get; init; }

    [Id(5)] public long Records { get; init; }

    [Id(6)] public int Requests { get; init; }

    [Id(7)] public long BytesRead { get; init; }

    [Id(8)] public long BytesStored { get; init; }

    [Id(9)] public long Misfits { get; init; }

    [Id(10)] public ImmutableArray<string> NewColumns { get; init; } = [];

    [Id(11)] public TimeSpan Duration { get; init; }

    [Id(12)] public bool Finished { get; init; }

    [Id(13)] public FailureView? Failure { get; init; }

    /// <summary>Values that were set aside because they contradict the stored rows.</summary>
    [Id(14)] public long Quarantined { get; init; }
}
