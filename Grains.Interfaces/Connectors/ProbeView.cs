namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>The last check between runs: one page of one stream, read as a run would read it and not stored.</summary>
[GenerateSerializer, Alias("supertrack.probe-view"), Immutable]
public sealed record ProbeView
{
    [Id(0)] public required DateTimeOffset At { get; init; }

    [Id(1)] public required string Stream { get; init; }

    [Id(2)] public required bool Succeeded { get; init; }

    /// <summary>Null on success.</summary>
    [Id(3)] public FailureView? Failure { get; init; }

    [Id(4)] public long Requests { get; init; }

    /// <summary>Failed checks one after the other.</summary>
    [Id(5)] public int Failures { get; init; }
}
