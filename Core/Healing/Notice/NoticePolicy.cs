namespace Supertrack.Core.Healing.Notice;

/// <summary>What is watched, and how patient the watch is.</summary>
public sealed record NoticePolicy
{
    /// <summary>Runs are watched at all. Default true.</summary>
    public bool Watches { get; init; } = true;

    /// <summary>A level that stays where it jumped to is the new normal after so many runs. Default 5.</summary>
    public int RunsUntilNormal { get; init; } = 5;

    /// <summary>Time between checks of connectors that wait long for their next run; zero for none. Default zero.</summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.Zero;
}
