namespace Supertrack.Core.Healing.Incidents;

/// <summary>Where an incident stands.</summary>
public enum IncidentStatus
{
    /// <summary>Something fails, and nobody has looked at it.</summary>
    Open,

    /// <summary>A person has seen it.</summary>
    Acknowledged,

    /// <summary>A repair works on it.</summary>
    Repairing,

    /// <summary>It failed again after it had been over.</summary>
    Reopened,

    Resolved,
}

/// <summary>How bad it is.</summary>
public enum IncidentSeverity
{
    Info,

    /// <summary>Something fails and is being repaired.</summary>
    Warning,

    /// <summary>Something fails and waits for a person or for its vendor.</summary>
    Error,

    /// <summary>Many connectors are down, or the platform itself is.</summary>
    Critical,
}

/// <summary>One cause at one host: everything that fails of it. All changes are made by <see cref="IncidentTransitions"/>.</summary>
public sealed record IncidentState
{
    /// <summary>Grows with every incident of the host.</summary>
    public required int Number { get; init; }

    public required CauseKind Kind { get; init; }

    public IncidentStatus Status { get; init; }

    public IncidentSeverity Severity { get; init; }

    /// <summary>The worst severity since it opened: a lower one that gets worse again is no news.</summary>
    public IncidentSeverity Worst { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The last failure that belongs to it.</summary>
    public required DateTimeOffset LastFailureAt { get; init; }

    public DateTimeOffset? ReopenedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Who has seen it; empty for nobody.</summary>
    public string AcknowledgedBy { get; init; } = "";

    /// <summary>Failure class as a repair found it; empty before.</summary>
    public string Class { get; init; } = "";

    /// <summary>In one sentence, as a repair found it, or as the first failure said it.</summary>
    public string Cause { get; init; } = "";

    /// <summary>repaired, recovered, removed or closed; empty while it is open.</summary>
    public string Outcome { get; init; } = "";

    public IReadOnlyList<AffectedConnector> Affected { get; init; } = [];

    /// <summary>What failed how, each way once.</summary>
    public IReadOnlyList<IncidentEvidence> Evidence { get; init; } = [];

    public IReadOnlyList<IncidentEvent> Timeline { get; init; } = [];

    public bool IsOver => Status == IncidentStatus.Resolved;

    /// <summary>Connectors that fail now.</summary>
    public IEnumerable<AffectedConnector> Ailing => Affected.Where(one => one.Streams.Count > 0);

    /// <summary>Requests made by all repairs.</summary>
    public int Requests => Affected.Sum(one => one.Repairs.Sum(repair => repair.Requests));

    /// <summary>Seconds that repairs took; those under way count up to now.</summary>
    public double Seconds(DateTimeOffset now) => Affected.Sum(one => one.Repairs.Sum(repair => ((repair.FinishedAt ?? now) - repair.StartedAt).TotalSeconds));
}

/// <summary>A connector that an incident meets.</summary>
public sealed record AffectedConnector
{
    public required string Connector { get; init; }

    /// <summary>Streams that fail now; empty once it is sound.</summary>
    public IReadOnlyList<string> Streams { get; init; } = [];

    /// <summary>All streams that it has met.</summary>
    public IReadOnlyList<string> Met { get; init; } = [];

    public required DateTimeOffset Since { get; init; }

    public DateTimeOffset? SoundAt { get; init; }

    /// <summary>Its repairs since then, oldest first.</summary>
    public IReadOnlyList<RepairGlimpse> Repairs { get; init; } = [];
}

/// <param name="Connector">Where it was seen.</param>
/// <param name="Stream">Where it was seen.</param>
/// <param name="Run">The run that failed.</param>
/// <param name="Message">What it failed of; no secrets.</param>
public sealed record IncidentEvidence(string Connector, string Stream, long Run, string Message);

/// <summary>One line of an incident's story.</summary>
/// <param name="At">When it happened.</param>
/// <param name="What">opened, joined, sound, repair, raised, acknowledged, commented, reopened or resolved.</param>
/// <param name="By">A connector, or who decided.</param>
/// <param name="Detail">For a person; no secrets.</param>
public sealed record IncidentEvent(DateTimeOffset At, string What, string By, string Detail);
