namespace Supertrack.Core.Connectors.Budgets;

/// <summary>
/// The pace that a host was found to take, learned from its refusals: additive increase, multiplicative decrease (Chiu and Jain, 1989). Pure: whoever sends
/// requests measures and waits.
/// </summary>
public sealed record HostPace
{
    /// <summary>A refusal takes the pace down to this share of what was sent. 0.7.</summary>
    private const double Decrease = 0.7;

    /// <summary>Every minute without a refusal adds this share of that pace. 0.02: twice the pace after 50 minutes.</summary>
    private const double IncreaseEachMinute = 0.02;

    /// <summary>No slower than one request in five seconds.</summary>
    private const double Least = 0.2;

    /// <summary>Refusals of requests that were under way together are one.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(5);

    /// <summary>After this long without a refusal nothing is known any more.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    /// <summary>Requests a second right after the last refusal.</summary>
    public required double RequestsPerSecond { get; init; }

    public required DateTimeOffset LimitedAt { get; init; }

    /// <summary>Refusals that it was learned from.</summary>
    public int Refusals { get; init; } = 1;

    /// <summary>Requests a second that may be sent now; null for no limit.</summary>
    public double? At(DateTimeOffset now) =>
        now - LimitedAt >= Forgotten ? null : RequestsPerSecond * (1 + IncreaseEachMinute * Math.Max(0, (now - LimitedAt).TotalMinutes));

    /// <summary>Learns from a refusal.</summary>
    /// <param name="known">What was known before; null for nothing.</param>
    /// <param name="sent">Requests a second that were sent lately.</param>
    public static HostPace Limited(HostPace? known, double sent, DateTimeOffset now)
    {
        if (known is not null && now - known.LimitedAt < Together)
            return known;
        var pace = known?.At(now) is { } allowed && allowed < sent ? allowed : sent;
        return new HostPace { RequestsPerSecond = Math.Max(Least, pace * Decrease), LimitedAt = now, Refusals = (known?.Refusals ?? 0) + 1 };
    }
}
