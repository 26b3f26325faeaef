using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>Why something did not work, for a person; no secrets.</summary>
[GenerateSerializer, Alias("supertrack.failure"), Immutable]
public sealed record FailureView
{
    /// <summary>configuration, transient, source, network, storage, superseded, shape_changed or internal.</summary>
    [Id(0)] public required string Code { get; init; }

    [Id(1)] public required string Message { get; init; }

    [Id(2)] public bool Retryable { get; init; }

    /// <summary>For shape_changed the members that are missing or of another kind.</summary>
    [Id(3)] public ImmutableArray<string> Members { get; init; } = [];

    /// <summary>The host that was asked, with its port where that is not the scheme's own; empty where none was.</summary>
    [Id(4)] public string Host { get; init; } = "";

    /// <summary>Status of the answer that failed; absent when there was none.</summary>
    [Id(5)] public int? Status { get; init; }
}
