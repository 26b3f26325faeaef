namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>Something noticed about a stream although its runs ended well.</summary>
[GenerateSerializer, Alias("supertrack.finding-view"), Immutable]
public sealed record FindingView
{
    [Id(0)] public required string Stream { get; init; }

    /// <summary>What was measured, e.g. rows or email: null rate. Names the finding within its stream.</summary>
    [Id(1)] public required string Measure { get; init; }

    /// <summary>silent, jump, slow, announced or probe.</summary>
    [Id(2)] public required string Kind { get; init; }

    /// <summary>Failure class, e.g. data_quality or deprecation_notice.</summary>
    [Id(3)] public required string Class { get; init; }

    /// <summary>One line with expected and found.</summary>
    [Id(4)] public required string Evidence { get; init; }

    /// <summary>The next step it calls for, e.g. plan_change.</summary>
    [Id(5)] public required string NextAction { get; init; }

    /// <summary>When it was seen first.</summary>
    [Id(6)] public required DateTimeOffset Since { get; init; }

    /// <summary>The last run that showed it; empty for a check between runs.</summary>
    [Id(7)] public string Run { get; init; } = "";

    /// <summary>Runs, or checks, that showed it one after the other.</summary>
    [Id(8)] public int Runs { get; init; } = 1;

    /// <summary>A repair can mend it.</summary>
    [Id(9)] public bool Mendable { get; init; }
}
