using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Connectors;

[GenerateSerializer, Alias("supertrack.stream-info"), Immutable]
public sealed record StreamInfo
{
    [Id(0)] public required string Name { get; init; }

    /// <summary>It has a cursor, so runs read only what is new.</summary>
    [Id(1)] public bool Incremental { get; init; }

    /// <summary>Dotted paths.</summary>
    [Id(2)] public ImmutableArray<string> PrimaryKey { get; init; } = [];

    /// <summary>Runs read it.</summary>
    [Id(3)] public bool Selected { get; init; } = true;
}
