using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Interfaces.Agents;

[GenerateSerializer, Alias("supertrack.inspection"), Immutable]
public sealed record Inspection
{
    [Id(0)] public ImmutableArray<StreamInfo> Streams { get; init; } = [];

    /// <summary>Null when the manifest could be read.</summary>
    [Id(1)] public FailureView? Failure { get; init; }
}
