namespace Supertrack.Core.Syncing;

/// <summary>How patient a run is.</summary>
public sealed record RunPolicy
{
    /// <summary>A stream is given up after this many failures in a row without progress. Default 6.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>The wait after the first failure; it doubles with each further one. Default 2 seconds.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait. Default 5 minutes.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A chunk that has not reported after this long is taken for dead and asked for again. Default 10 minutes.</summary>
    public TimeSpan ChunkDeadline { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan WaitAfter(int attempts)
    {
        var wait = FirstWait * Math.Pow(2, Math.Clamp(attempts - 1, 0, 30));
        return wait < LongestWait ? wait : LongestWait;
    }
}
