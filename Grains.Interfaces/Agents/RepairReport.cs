using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Agents;

/// <summary>What one search found.</summary>
[GenerateSerializer, Alias("supertrack.repair-report"), Immutable]
public sealed record RepairReport
{
    [Id(0)] public required int Repair { get; init; }

    [Id(1)] public required int Attempt { get; init; }

    /// <summary>healed, recovered, unchanged or escalated.</summary>
    [Id(2)] public required string Outcome { get; init; }

    [Id(3)] public string Class { get; init; } = "";

    [Id(4)] public string Cause { get; init; } = "";

    /// <summary>RFC 6902, JSON text.</summary>
    [Id(5)] public string Patch { get; init; } = "";

    /// <summary>The repaired manifest, YAML; null unless healed.</summary>
    [Id(6)] public string? Manifest { get; init; }

    /// <summary>As stream.column.</summary>
    [Id(7)] public ImmutableArray<string> ColumnsLost { get; init; } = [];

    [Id(8)] public ImmutableArray<string> Trail { get; init; } = [];

    [Id(9)] public int Requests { get; init; }

    /// <summary>The streams that the repaired manifest reads; empty unless healed.</summary>
    [Id(10)] public ImmutableArray<string> Streams { get; init; } = [];

    /// <summary>What the repair teaches, for the tenant's memory: JSON texts; empty unless healed.</summary>
    [Id(11)] public ImmutableArray<string> Learned { get; init; } = [];
}
