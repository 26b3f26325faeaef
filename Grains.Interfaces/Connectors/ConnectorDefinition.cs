using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>What a person gives to register or change a connector.</summary>
[GenerateSerializer, Alias("supertrack.connector-definition"), Immutable]
public sealed record ConnectorDefinition
{
    /// <summary>For people; the id when empty.</summary>
    [Id(0)] public string Name { get; init; } = "";

    /// <summary>YAML or JSON text.</summary>
    [Id(1)] public required string Manifest { get; init; }

    /// <summary>The configuration that the manifest's expressions read, as JSON text; null keeps the present one. Holds secrets; no view shows it.</summary>
    [Id(2)] public string? Config { get; init; }

    /// <summary>Streams to sync; empty for all.</summary>
    [Id(3)] public ImmutableArray<string> Streams { get; init; } = [];

    [Id(4)] public SyncSchedule Schedule { get; init; } = new();
}
