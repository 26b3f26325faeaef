namespace Supertrack.Core.Healing.Notice;

/// <summary>What is remembered of one stream's runs. All changes are made by <see cref="NoticeTransitions"/>.</summary>
public sealed record NoticeState
{
    /// <summary>Clean runs that read the whole stream.</summary>
    public RunHistory Whole { get; init; } = new();

    /// <summary>Clean runs that read what changed.</summary>
    public RunHistory Incremental { get; init; } = new();

    /// <summary>Runs with findings, oldest first; they become part of the history once what was found is accepted.</summary>
    public IReadOnlyList<RunFacts> Suspects { get; init; } = [];

    public IReadOnlyList<OpenFinding> Open { get; init; } = [];

    /// <summary>The last run that was judged.</summary>
    public long LastRun { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>What was found in it.</summary>
    public IReadOnlyList<Finding> LastFindings { get; init; } = [];

    internal RunHistory Of(bool incremental) => incremental ? Incremental : Whole;

    internal NoticeState With(bool incremental, RunHistory history) => incremental ? this with { Incremental = history } : this with { Whole = history };

    internal Baseline Baseline(bool incremental) => Of(incremental).Baseline(Whole.Recent.Count > 0 ? Whole.Recent[^1].Rows : 0);
}
