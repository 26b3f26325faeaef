namespace Supertrack.Lab.Scenarios;

/// <summary>
/// Something that goes wrong, counted over the requests since the switch that passed route, credential, parameters and limit.
/// </summary>
public sealed record FaultRule
{
    /// <summary>The first request that it hits, from 1.</summary>
    public int At { get; init; } = 1;

    /// <summary>How many requests it hits; -1 for good.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The answer in place of the good one; null when the good answer is only delayed or cut.</summary>
    public Answer? Answer { get; init; }

    /// <summary>The good answer is cut to so many characters.</summary>
    public int? Truncate { get; init; }

    public int DelayMs { get; init; }

    public bool Hits(long request) => request >= At && (Times < 0 || request < At + (long)Times);
}
