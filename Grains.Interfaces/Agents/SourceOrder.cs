namespace Supertrack.Grains.Interfaces.Agents;

/// <summary>A manifest with its configuration.</summary>
[GenerateSerializer, Alias("supertrack.source-order"), Immutable]
public sealed record SourceOrder
{
    [Id(0)] public required string Tenant { get; init; }

    [Id(1)] public required string Connector { get; init; }

    [Id(2)] public required string Manifest { get; init; }

    [Id(3)] public required string Config { get; init; }
}
