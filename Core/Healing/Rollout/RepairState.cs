using System.Globalization;

namespace Supertrack.Core.Healing.Rollout;

/// <summary>One line of a repair's story.</summary>
/// <param name="At">When it happened.</param>
/// <param name="What">noticed, searching, found, approved, canary, clean-run, promoted, recovered, escalated, rolled-back, rejected, superseded, taken-over, handed-back, rolling-back, restored or kept.</param>
/// <param name="Detail">For a person; no secrets.</param>
public sealed record RepairEvent(DateTimeOffset At, string What, string Detail);

/// <summary>A repair as its connector remembers it. All changes are made by <see cref="RepairTransitions"/>.</summary>
public sealed record RepairState
{
    /// <summary>Grows with every repair of the connector.</summary>
    public required int Number { get; init; }

    public RepairStage Stage { get; init; }

    /// <summary>The streams that failed.</summary>
    public required IReadOnlyList<string> Streams { get; init; }

    /// <summary>Members, as stream.member, that were found missing or of another kind; empty for other failures.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The live version that failed.</summary>
    public required int FromVersion { get; init; }

    /// <summary>The repaired version; null while there is none.</summary>
    public int? Candidate { get; init; }

    /// <summary>Failure class in its public name; empty before the first search.</summary>
    public string Class { get; init; } = "";

    public string Cause { get; init; } = "";

    /// <summary>RFC 6902, JSON text; empty while there is no candidate.</summary>
    public string Patch { get; init; } = "";

    public IReadOnlyList<string> ColumnsLost { get; init; } = [];

    /// <summary>What the searches tried and what came of it.</summary>
    public IReadOnlyList<string> Trail { get; init; } = [];

    public IReadOnlyList<RepairEvent> Timeline { get; init; } = [];

    /// <summary>Searches begun.</summary>
    public int Attempt { get; init; }

    /// <summary>When the search in flight was asked for; null when none is.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Number of the run that tests the candidate or the recovery; 0 for none.</summary>
    public long Run { get; init; }

    public int CleanRuns { get; init; }

    /// <summary>Requests made by all trials.</summary>
    public int Requests { get; init; }

    /// <summary>What the candidate teaches, for the tenant's memory once it is promoted.</summary>
    public IReadOnlyList<string> Learned { get; init; } = [];

    /// <summary>Time that its searches took.</summary>
    public TimeSpan Searched { get; init; }

    /// <summary>When the chunk began whose request failed first; null where nothing failed.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Seconds from there (from the beginning of a repair that a person asked for) to the promotion or recovery; null before.</summary>
    public double? Seconds { get; init; }

    /// <summary>Clean runs of the promoted version after which what it stored stays; 0 when that is so.</summary>
    public int Probation { get; init; }

    /// <summary>Values that runs with the candidate brought and that were set aside because they contradict the stored rows.</summary>
    public long Quarantined { get; init; }

    /// <summary>The stage that follows once the rows are as they were; null unless they are being taken back.</summary>
    public RepairStage? After { get; init; }

    public bool IsOver => Stage is >= RepairStage.Promoted and not RepairStage.RollingBack;

    /// <summary>What runs with the candidate store can be taken back.</summary>
    public bool OnProbation => Stage == RepairStage.Canary || (Stage == RepairStage.Promoted && Probation > 0);

    /// <summary>The name under which the warehouse journals what runs with the candidate change.</summary>
    public string Journal => string.Create(CultureInfo.InvariantCulture, $"repair {Number}");
}
