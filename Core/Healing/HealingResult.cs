using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Strategies;

namespace Supertrack.Core.Healing;

/// <summary>How a healing ended.</summary>
public enum HealingOutcome
{
    /// <summary>A patch brought everything back that evidence settles.</summary>
    Healed,

    /// <summary>Waiting, refreshing or repeating was enough.</summary>
    Recovered,

    /// <summary>Nothing was wrong.</summary>
    Unchanged,

    /// <summary>Evidence did not suffice; nothing was stored.</summary>
    Escalated,
}

/// <summary>The whole of one healing.</summary>
public sealed record HealingResult
{
    public required HealingOutcome Outcome { get; init; }

    /// <summary>Something differed from the last read that worked.</summary>
    public bool Detected => Outcome != HealingOutcome.Unchanged;

    /// <summary>The first failure class in its public name; empty when there was none.</summary>
    public required string Class { get; init; }

    public required string Cause { get; init; }

    public required IReadOnlyList<PatchOperation> Patch { get; init; }

    public required JsonObject Manifest { get; init; }

    /// <summary>The changes that brought the rows back, without the mapping of fields.</summary>
    public IReadOnlyList<Proposal> Steps { get; init; } = [];

    /// <summary>The host that was read; empty where nothing was sent.</summary>
    public string Host { get; init; } = "";

    /// <summary>Rows as a reader of the old shape sees them.</summary>
    public required RowSet Rows { get; init; }

    public required IReadOnlyList<ColumnFate> Columns { get; init; }

    public required IReadOnlyList<string> Trail { get; init; }

    public IReadOnlyList<string> ColumnsLost => [.. Columns.Where(column => column.Fate == Fate.Lost).Select(column => column.Path)];
}
