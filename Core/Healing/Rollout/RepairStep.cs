namespace Supertrack.Core.Healing.Rollout;

/// <summary>What the connector has to do for its repair.</summary>
public enum RepairAsk
{
    Nothing,

    /// <summary>Ask a worker to search; the state's attempt names the search.</summary>
    Search,

    /// <summary>Start a run with the candidate.</summary>
    CanaryRun,

    /// <summary>Start a run with the live version.</summary>
    LiveRun,

    /// <summary>End the run under way and have what was stored on trial taken back.</summary>
    Undo,
}

/// <param name="State">To be stored before anything is done.</param>
/// <param name="Ask">What to do then.</param>
/// <param name="LookAgainAt">When to decide again if nothing happens before; null when nothing is to be waited for.</param>
public sealed record RepairStep(RepairState State, RepairAsk Ask, DateTimeOffset? LookAgainAt);
