namespace Supertrack.Core.Healing.Notifications;

/// <summary>How patiently notifications are delivered.</summary>
public sealed record OutboxPolicy
{
    /// <summary>Attempts before a notification is given up. Default 12: a little more than a day.</summary>
    public int Attempts { get; init; } = 12;

    /// <summary>The wait after the first failure; it triples with each further one. Default 5 seconds.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait. Default 6 hours.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromHours(6);

    /// <summary>An attempt that has not reported after this long is taken for dead and made again. Default 2 minutes.</summary>
    public TimeSpan AttemptDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Attempts that are under way at the same time. Default 8.</summary>
    public int InFlight { get; init; } = 8;

    public TimeSpan WaitAfter(int attempts)
    {
        var wait = FirstWait * Math.Pow(3, Math.Clamp(attempts - 1, 0, 20));
        return wait < LongestWait ? wait : LongestWait;
    }
}
