namespace Supertrack.Grains.Interfaces.Connectors;

[GenerateSerializer, Alias("supertrack.stream-run-view"), Immutable]
public sealed record StreamRunView
{
    [Id(0)] public required string Stream { get; init; }

    /// <summary>full_refresh or incremental.</summary>
    [Id(1)] public required string Mode { get; init; }

    [Id(2)] public long Records { get; init; }

    [Id(3)] public long Pages { get; init; }

    [Id(4)] public long Requests { get; init; }

    [Id(5)] public long BytesRead { get; init; }

    /// <summary>Values that fitted no column and are kept in <c>_extra</c>.</summary>
    [Id(6)] public long Misfits { get; init; }

    [Id(7)] public bool Finished { get; init; }

    [Id(8)] public FailureView? Failure { get; init; }
}
