namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>What a person decides about a repair.</summary>
[GenerateSerializer, Alias("supertrack.repair-decision"), Immutable]
public sealed record RepairDecision
{
    /// <summary>approve, reject, rollback, takeover or handback.</summary>
    [Id(0)] public required string What { get; init; }

    /// <summary>Kept with the repair; required to reject and to roll back.</summary>
    [Id(1)] public string Reason { get; init; } = "";
}
