using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>How a manifest reads the last good recordings of a connector.</summary>
[GenerateSerializer, Alias("supertrack.verification"), Immutable]
public sealed record VerificationView
{
    /// <summary>Every recorded stream is read as it was.</summary>
    [Id(0)] public bool Same { get; init; }

    /// <summary>Streams that have a recording.</summary>
    [Id(1)] public ImmutableArray<StreamVerificationView> Streams { get; init; } = [];

    /// <summary>Null when the manifest could be tried.</summary>
    [Id(2)] public FailureView? Failure { get; init; }
}
