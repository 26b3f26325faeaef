using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Agents;

/// <summary>Asks for one search of a repair.</summary>
[GenerateSerializer, Alias("supertrack.repair-order"), Immutable]
public sealed record RepairOrder
{
    [Id(0)] public required SourceOrder Source { get; init; }

    /// <summary>The connector's number of the repair.</summary>
    [Id(1)] public required int Repair { get; init; }

    /// <summary>Which search of that repair; the report names it again.</summary>
    [Id(2)] public required int Attempt { get; init; }

    /// <summary>The streams that failed, in the order they are repaired.</summary>
    [Id(3)] public ImmutableArray<RepairTarget> Streams { get; init; } = [];

    /// <summary>Requests all trials may make.</summary>
    [Id(4)] public int Requests { get; init; }

    /// <summary>Seconds after which the search is given up.</summary>
    [Id(5)] public double Seconds { get; init; }
}

/// <summary>One stream to repair.</summary>
[GenerateSerializer, Alias("supertrack.repair-target"), Immutable]
public sealed record RepairTarget
{
    [Id(0)] public required string Stream { get; init; }

    /// <summary>Dotted paths.</summary>
    [Id(1)] public ImmutableArray<string> PrimaryKey { get; init; } = [];
}
