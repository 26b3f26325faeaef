using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Interfaces.Notices;

/// <param name="Name">A top-level member of the records.</param>
/// <param name="NullShare">A bound of the share of records in which it may be null.</param>
[GenerateSerializer, Alias("supertrack.filled-member"), Immutable]
public sealed record FilledMember([property: Id(0)] string Name, [property: Id(1)] double NullShare);

/// <summary>What one chunk of a run looked like.</summary>
[GenerateSerializer, Alias("supertrack.chunk-sketch"), Immutable]
public sealed record ChunkSketch
{
    [Id(0)] public required long Run { get; init; }

    /// <summary>A few kilobytes; in the form of the version that wrote it.</summary>
    [Id(1)] public required ImmutableArray<byte> Sketch { get; init; }

    /// <summary>Stands for where the cursor is after the chunk; null for streams without.</summary>
    [Id(2)] public string? Cursor { get; init; }
}

/// <summary>A stream's share of a run that ended well.</summary>
[GenerateSerializer, Alias("supertrack.run-outline"), Immutable]
public sealed record RunOutline
{
    [Id(0)] public required long Run { get; init; }

    [Id(1)] public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Pages that were stored.</summary>
    [Id(2)] public required long Pages { get; init; }

    /// <summary>It read with a manifest that brings what was read before; else what is usual is learned anew.</summary>
    [Id(3)] public required bool Comparable { get; init; }

    /// <summary>The primary key where it is one top-level member; empty else.</summary>
    [Id(4)] public string Key { get; init; } = "";
}

[GenerateSerializer, Alias("supertrack.notice-verdict"), Immutable]
public sealed record NoticeVerdict
{
    /// <summary>What that run showed.</summary>
    [Id(0)] public ImmutableArray<FindingView> OfRun { get; init; } = [];

    /// <summary>What stands: of that run and of earlier ones that no later run disproved.</summary>
    [Id(1)] public ImmutableArray<FindingView> Open { get; init; } = [];
}
