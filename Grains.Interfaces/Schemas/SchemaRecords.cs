using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Schemas;

/// <param name="TakesNewFields">Whether members without a column get one while the chunk is stored.</param>
[GenerateSerializer, Alias("supertrack.schema-directions"), Immutable]
public sealed record SchemaDirections([property: Id(0)] bool TakesNewFields);

/// <param name="Schema">JSON Schema of the stream.</param>
/// <param name="ReliedOn">Fields by which the connector tells records apart and goes on where it stopped; dotted.</param>
[GenerateSerializer, Alias("supertrack.stream-declaration"), Immutable]
public sealed record StreamDeclaration([property: Id(0)] string Schema, [property: Id(1)] ImmutableArray<string> ReliedOn);

/// <param name="Schema">JSON Schema of the pages in which something was new or did not fit.</param>
/// <param name="Misfits">Values that did not fit their column.</param>
[GenerateSerializer, Alias("supertrack.schema-observation"), Immutable]
public sealed record SchemaObservation([property: Id(0)] string Schema, [property: Id(1)] long Misfits);

[GenerateSerializer, Alias("supertrack.schema-view"), Immutable]
public sealed record SchemaView
{
    [Id(0)] public required string Tenant { get; init; }

    [Id(1)] public required string Connector { get; init; }

    [Id(2)] public required string Stream { get; init; }

    /// <summary>Semantic version of the present schema.</summary>
    [Id(3)] public required string Version { get; init; }

    /// <summary>JSON Schema as text.</summary>
    [Id(4)] public required string Schema { get; init; }

    /// <summary>propagate_all, fields_only, ask or freeze.</summary>
    [Id(5)] public required string Policy { get; init; }

    /// <summary>Whether the policy is the tenant's.</summary>
    [Id(6)] public bool PolicyOfTenant { get; init; }

    /// <summary>Fields by reader.</summary>
    [Id(7)] public ImmutableArray<SchemaRelianceView> Readers { get; init; } = [];

    /// <summary>What waits for a person; null for nothing.</summary>
    [Id(8)] public SchemaEventView? Pending { get; init; }

    /// <summary>The view that readers of the old shape use, while there is one.</summary>
    [Id(9)] public string? OldView { get; init; }

    /// <summary>Rows in the quarantine table, when it was last filled.</summary>
    [Id(10)] public long Quarantined { get; init; }

    /// <summary>Whether a change is decided and not yet carried out in the warehouse.</summary>
    [Id(11)] public bool Evolving { get; init; }
}

[GenerateSerializer, Alias("supertrack.schema-reliance"), Immutable]
public sealed record SchemaRelianceView([property: Id(0)] string Reader, [property: Id(1)] ImmutableArray<string> Fields);

[GenerateSerializer, Alias("supertrack.schema-version"), Immutable]
public sealed record SchemaVersionView
{
    [Id(0)] public required int Number { get; init; }

    [Id(1)] public required string Version { get; init; }

    [Id(2)] public required string Schema { get; init; }

    [Id(3)] public required DateTimeOffset At { get; init; }

    /// <summary>declared, observed or approved.</summary>
    [Id(4)] public required string Origin { get; init; }

    /// <summary>In words, e.g. "field_added age".</summary>
    [Id(5)] public ImmutableArray<string> Changes { get; init; } = [];
}

[GenerateSerializer, Alias("supertrack.schema-event"), Immutable]
public sealed record SchemaEventView
{
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>applied, pending, approved, rejected or quarantined.</summary>
    [Id(1)] public required string Outcome { get; init; }

    [Id(2)] public ImmutableArray<string> Changes { get; init; } = [];

    /// <summary>Whom it concerns: "pipelines/orders reads customer.name (breaking)".</summary>
    [Id(3)] public ImmutableArray<string> Impact { get; init; } = [];

    [Id(4)] public string Reason { get; init; } = "";
}
