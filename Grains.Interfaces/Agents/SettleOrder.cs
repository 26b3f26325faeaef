namespace Supertrack.Grains.Interfaces.Agents;

/// <summary>A run is over: what it recorded becomes last good, or is removed.</summary>
[GenerateSerializer, Alias("supertrack.settle-order"), Immutable]
public sealed record SettleOrder
{
    [Id(0)] public required string Tenant { get; init; }

    [Id(1)] public required string Connector { get; init; }

    [Id(2)] public required long Run { get; init; }

    [Id(3)] public required bool Succeeded { get; init; }
}
