namespace Supertrack.Lab.Scenarios;

/// <summary>How a refused request is told when to come back.</summary>
public enum LimitHeader
{
    None,
    RetryAfter,
    RetryAfterDate,
    XRateLimitReset,
    RateLimit,
}

/// <summary>A fixed window that starts with its first request.</summary>
public sealed record LimitRule
{
    public required int Requests { get; init; }

    public required double PerSeconds { get; init; }

    /// <summary>Default Retry-After.</summary>
    public LimitHeader Header { get; init; } = LimitHeader.RetryAfter;

    /// <summary>Status, body and further headers of the refusal; default 429 problem+json.</summary>
    public Answer Answer { get; init; } = new();
}
