using System.Collections.Immutable;
using Supertrack.Core.Schemas.Evolution;
using Supertrack.Grains.Interfaces.Schemas;

namespace Supertrack.Grains.Schemas;

/// <summary>What a schema's grain keeps.</summary>
public sealed record SchemaState
{
    /// <summary>The oldest first; the last is the present one.</summary>
    public ImmutableArray<SchemaVersionView> Versions { get; init; } = [];

    /// <summary>Null for the tenant's.</summary>
    public SchemaPolicy? Policy { get; init; }

    /// <summary>Fields by reader.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Readers { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The schema that waits for a person, and why.</summary>
    public string? PendingSchema { get; init; }

    public SchemaEventView? Pending { get; init; }

    /// <summary>A schema that a person refused: seeing it again is no news.</summary>
    public string? RejectedSchema { get; init; }

    /// <summary>The newest first.</summary>
    public ImmutableArray<SchemaEventView> Events { get; init; } = [];

    /// <summary>The number of the version up to which the warehouse has followed.</summary>
    public int CarriedOut { get; init; }

    /// <summary>Changes whose old shape is still served, the oldest first.</summary>
    public ImmutableArray<OpenEvolution> Open { get; init; } = [];

    public long Quarantined { get; init; }

    /// <summary>The last declaration: hearing it again costs nothing.</summary>
    public string? Declared { get; init; }
}

/// <param name="Number">The version it led to.</param>
public sealed record OpenEvolution(int Number, string Ticket, string? OldView);
