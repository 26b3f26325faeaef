using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Agents;

/// <summary>Asks for what runs stored on trial to be taken back.</summary>
[GenerateSerializer, Alias("supertrack.undo-order"), Immutable]
public sealed record UndoOrder
{
    [Id(0)] public required string Tenant { get; init; }

    [Id(1)] public required string Connector { get; init; }

    /// <summary>All streams of the connector; those that wrote nothing on trial stay as they are.</summary>
    [Id(2)] public ImmutableArray<string> Streams { get; init; } = [];

    /// <summary>The journal under which the runs wrote.</summary>
    [Id(3)] public required string Journal { get; init; }

    /// <summary>The connector's number of the repair.</summary>
    [Id(4)] public required int Repair { get; init; }

    /// <summary>The last run that was started; neither it nor one before may store anything afterwards.</summary>
    [Id(5)] public long LastRun { get; init; }
}

/// <summary>What was taken back.</summary>
[GenerateSerializer, Alias("supertrack.undo-report"), Immutable]
public sealed record UndoReport
{
    [Id(0)] public required int Repair { get; init; }

    /// <summary>Rows that have their former values again.</summary>
    [Id(1)] public long Restored { get; init; }

    /// <summary>Rows that were not there before.</summary>
    [Id(2)] public long Removed { get; init; }

    /// <summary>The streams with something to take back.</summary>
    [Id(3)] public ImmutableArray<string> Streams { get; init; } = [];
}
