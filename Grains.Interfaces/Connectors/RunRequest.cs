using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Connectors;

[GenerateSerializer, Alias("supertrack.run-request"), Immutable]
public sealed record RunRequest
{
    /// <summary>Streams of this run; empty for all selected ones.</summary>
    [Id(0)] public ImmutableArray<string> Streams { get; init; } = [];

    /// <summary>Read everything, even where a cursor says what is new.</summary>
    [Id(1)] public bool FullRefresh { get; init; }

    /// <summary>manual, api or schedule.</summary>
    [Id(2)] public string Trigger { get; init; } = "manual";
}
