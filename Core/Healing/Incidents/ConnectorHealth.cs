using Supertrack.Core.Healing.Rollout;

namespace Supertrack.Core.Healing.Incidents;

/// <summary>How a connector stands with one host: what fails there now, and what is done about it. The same report twice changes nothing.</summary>
public sealed record ConnectorHealth
{
    public required string Connector { get; init; }

    /// <summary>Streams that failed in the last run that read them; empty when all are sound again.</summary>
    public IReadOnlyList<Ailment> Ailments { get; init; } = [];

    /// <summary>The repair under way, or the last one; null when there was none.</summary>
    public RepairGlimpse? Repair { get; init; }
}

/// <summary>A stream that fails.</summary>
public sealed record Ailment
{
    public required string Stream { get; init; }

    public required CauseKind Kind { get; init; }

    /// <summary>For a person; no secrets.</summary>
    public string Message { get; init; } = "";

    /// <summary>Number of the run that failed last.</summary>
    public long Run { get; init; }

    /// <summary>When that run ended.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>As much of a repair as an incident tells.</summary>
public sealed record RepairGlimpse
{
    public required int Number { get; init; }

    public required RepairStage Stage { get; init; }

    public IReadOnlyList<string> Streams { get; init; } = [];

    /// <summary>Failure class in its public name; empty before the first search.</summary>
    public string Class { get; init; } = "";

    public string Cause { get; init; } = "";

    /// <summary>Requests made by all trials.</summary>
    public int Requests { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Something is done without a person.</summary>
    public bool Works => Stage is RepairStage.Searching or RepairStage.Canary or RepairStage.Retrying or RepairStage.RollingBack;

    /// <summary>Nothing goes on before a person has looked.</summary>
    public bool NeedsPerson => Stage is RepairStage.AwaitingApproval or RepairStage.TakenOver or RepairStage.Escalated or RepairStage.Rejected or RepairStage.RolledBack;
}
