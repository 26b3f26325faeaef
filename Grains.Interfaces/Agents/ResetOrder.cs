using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Agents;

[GenerateSerializer, Alias("supertrack.reset-order"), Immutable]
public sealed record ResetOrder
{
    [Id(0)] public required string Tenant { get; init; }

    [Id(1)] public required string Connector { get; init; }

    [Id(2)] public ImmutableArray<string> Streams { get; init; } = [];

    [Id(3)] public bool DropRows { get; init; }

    /// <summary>The last run that was started; neither it nor one before may store anything afterwards. 0 for none.</summary>
    [Id(4)] public long LastRun { get; init; }
}
