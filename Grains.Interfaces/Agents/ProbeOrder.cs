using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Interfaces.Agents;

/// <summary>A check between runs: reads the first page of a stream and stores nothing.</summary>
[GenerateSerializer, Alias("supertrack.probe-order"), Immutable]
public sealed record ProbeOrder
{
    [Id(0)] public required SourceOrder Source { get; init; }

    [Id(1)] public required string Stream { get; init; }

    /// <summary>Members whose absence is known and accepted.</summary>
    [Id(2)] public ImmutableArray<string> Accepted { get; init; } = [];
}

/// <summary>What a check between runs showed.</summary>
[GenerateSerializer, Alias("supertrack.probe-report"), Immutable]
public sealed record ProbeReport
{
    [Id(0)] public required string Stream { get; init; }

    /// <summary>Null when the source answered as it should.</summary>
    [Id(1)] public FailureView? Failure { get; init; }

    [Id(2)] public long Requests { get; init; }
}
