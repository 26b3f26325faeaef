namespace Supertrack.Core.Healing.Rollout;

/// <summary>What a repair may do by itself, and how much it may use.</summary>
public sealed record RepairPolicy
{
    /// <summary>Failed runs begin a repair by themselves. Default true.</summary>
    public bool Automatic { get; init; } = true;

    /// <summary>A person approves before a candidate reads into the warehouse. Default false.</summary>
    public bool AskFirst { get; init; }

    /// <summary>A candidate that loses columns waits for a person. Default false: the column keeps its old values and is marked lost.</summary>
    public bool AskWhenColumnsAreLost { get; init; }

    /// <summary>Clean runs with the candidate before it becomes the live version. Default 1.</summary>
    public int CleanRuns { get; init; } = 1;

    /// <summary>Searches of one repair before it is escalated. Default 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Requests all trials of one search may make. Default 2,000.</summary>
    public int Requests { get; init; } = 2_000;

    /// <summary>Time that all searches of one repair may take together. Default 10 minutes.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Clean runs of a promoted version until which what it stored can be taken back. Default 3; with 0 it stays from the promotion on.</summary>
    public int ProbationRuns { get; init; } = 3;

    /// <summary>Time after which what a promoted version stored stays, however few runs it had. Default 7 days.</summary>
    public TimeSpan Probation { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A search that has not reported after this long is taken for dead and begun again. Default 15 minutes.</summary>
    public TimeSpan SearchDeadline { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After an escalation, failures of the same kind begin no new repair for this long. Default 6 hours.</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromHours(6);
}
