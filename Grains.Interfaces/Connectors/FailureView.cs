namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>Why something did not work, for a person; no secrets.</summary>
[GenerateSerializer, Alias("supertrack.failure"), Immutable]
public sealed record FailureView
{
    /// <summary>configuration, transient, source, network, storage, superseded or internal.</summary>
    [Id(0)] public required string Code { get; init; }

    [Id(1)] public required string Message { get; init; }

    [Id(2)] public bool Retryable { get; init; }
}
