using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Versions;

namespace Supertrack.Grains.Interfaces.Agents;

/// <summary>Asks for the proof of a repaired manifest before it is promoted.</summary>
[GenerateSerializer, Alias("supertrack.proof-order"), Immutable]
public sealed record ProofOrder
{
    /// <summary>With the repaired manifest.</summary>
    [Id(0)] public required SourceOrder Source { get; init; }

    /// <summary>The connector's number of the repair; 0 for a manifest that a person put.</summary>
    [Id(1)] public int Repair { get; init; }

    /// <summary>The streams that were repaired, or changed by a person: cases of theirs that fail hold no longer.</summary>
    [Id(2)] public ImmutableArray<string> Streams { get; init; } = [];

    /// <summary>The clean run; what it recorded becomes cases. 0 for none.</summary>
    [Id(3)] public long Run { get; init; }

    /// <summary>Why cases no longer hold, for their record.</summary>
    [Id(4)] public required string Reason { get; init; }
}

/// <summary>What a repaired manifest was held against.</summary>
[GenerateSerializer, Alias("supertrack.proof"), Immutable]
public sealed record Proof
{
    /// <summary>New cases as JSON text.</summary>
    [Id(0)] public ImmutableArray<string> Cases { get; init; } = [];

    /// <summary>Cases of the repaired streams that no longer hold.</summary>
    [Id(1)] public ImmutableArray<RetiredCaseEntry> Retire { get; init; } = [];

    /// <summary>What other streams' cases say against the manifest, one line each; empty when nothing does.</summary>
    [Id(2)] public ImmutableArray<string> Failed { get; init; } = [];

    /// <summary>Why there is no new case; empty where there is one.</summary>
    [Id(3)] public string Without { get; init; } = "";
}
