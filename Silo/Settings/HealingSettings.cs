namespace Supertrack.Silo.Settings;

/// <summary>What connectors may do about their failures by themselves.</summary>
public sealed class HealingSettings
{
    /// <summary>Failed runs begin a repair by themselves. Default true.</summary>
    public bool Automatic { get; set; } = true;

    /// <summary>Runs that end well are held against earlier ones. Default true.</summary>
    public bool Notice { get; set; } = true;

    /// <summary>
    /// Minutes between checks of connectors whose schedule leaves at least twice as long between two runs: one page of one stream. 0 for none. Default 360,
    /// up to 10,080.
    /// </summary>
    public double ProbeMinutes { get; set; } = 360;

    /// <summary>A person approves every candidate before it reads into the warehouse. Default false.</summary>
    public bool AskFirst { get; set; }

    /// <summary>A candidate that loses columns waits for a person. Default false.</summary>
    public bool AskWhenColumnsAreLost { get; set; }

    /// <summary>Clean runs with a candidate before it is live. Default 1, from 1 to 100.</summary>
    public int CleanRuns { get; set; } = 1;

    /// <summary>Searches of one repair before it is escalated. Default 3, from 1 to 20.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>Requests that all trials of one search may make. Default 2,000, from 1 to 100,000.</summary>
    public int Requests { get; set; } = 2_000;

    /// <summary>Minutes that all searches of one repair may take together. Default 10, from 1 to 240.</summary>
    public double Minutes { get; set; } = 10;

    /// <summary>Clean runs of a promoted version until which what it stored can be taken back. Default 3, from 0 to 1,000; 0 keeps nothing to take back once it is promoted.</summary>
    public int ProbationRuns { get; set; } = 3;

    /// <summary>Days after which what a promoted version stored stays, however few runs it had. Default 7, from 0 to 365.</summary>
    public double ProbationDays { get; set; } = 7;

    /// <summary>Hours without a new repair of the same failure after an escalation. Default 6, from 0 to 720.</summary>
    public double CoolDownHours { get; set; } = 6;
}
