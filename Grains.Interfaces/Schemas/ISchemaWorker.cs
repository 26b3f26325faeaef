using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Schemas;

/// <summary>Carries changes out in the warehouse for schemas; holds nothing between calls. Any key reaches any free worker.</summary>
[Alias("supertrack.schema-worker")]
public interface ISchemaWorker : IGrainWithIntegerKey
{
    /// <summary>Can be repeated after a crash.</summary>
    [Alias("evolve"), ResponseTimeout("00:10:00")]
    Task<EvolutionReport> EvolveAsync(EvolutionOrder order);

    [Alias("contract"), ResponseTimeout("00:10:00")]
    Task ContractAsync(EvolutionOrder order, string ticket);

    /// <returns>Rows in the quarantine table.</returns>
    [Alias("quarantine"), ResponseTimeout("00:10:00")]
    Task<long> QuarantineAsync(EvolutionOrder order);
}

/// <param name="From">JSON Schema before.</param>
/// <param name="To">JSON Schema after.</param>
[GenerateSerializer, Alias("supertrack.evolution-order"), Immutable]
public sealed record EvolutionOrder(
    [property: Id(0)] string Tenant, [property: Id(1)] string Connector, [property: Id(2)] string Stream, [property: Id(3)] int FromVersion, [property: Id(4)] string From, [property: Id(5)] string To);

/// <param name="Left">Fields whose values stay as they are.</param>
[GenerateSerializer, Alias("supertrack.evolution-report"), Immutable]
public sealed record EvolutionReport(
    [property: Id(0)] string? Ticket, [property: Id(1)] string? OldView, [property: Id(2)] long Quarantined, [property: Id(3)] ImmutableArray<string> Left);
