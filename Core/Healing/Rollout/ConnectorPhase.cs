namespace Supertrack.Core.Healing.Rollout;

/// <summary>Where a connector stands in its life. Pausing is beside it: a paused connector keeps its phase.</summary>
public enum ConnectorPhase
{
    /// <summary>Registered; nothing is known of its source yet.</summary>
    Draft,

    /// <summary>Its manifest is accepted and its streams are known; it has not synced yet.</summary>
    Checked,

    /// <summary>Its last run brought everything.</summary>
    Active,

    /// <summary>Its last run failed for a reason that repairs do not touch, or that passes.</summary>
    Degraded,

    /// <summary>A repair is being searched and tried; nothing of it is stored.</summary>
    Repairing,

    /// <summary>A repaired manifest is on trial with real runs; the live one is untouched.</summary>
    Canary,

    /// <summary>A person has to decide or to act.</summary>
    Escalated,

    /// <summary>It syncs no more; its rows stay.</summary>
    Retired,
}

/// <summary>The moves that are allowed between phases.</summary>
public static class ConnectorPhases
{
    /// <summary>The phase after a move.</summary>
    /// <exception cref="InvalidOperationException">No connector goes this way: a fault of ours, stopped before it is stored.</exception>
    public static ConnectorPhase Move(ConnectorPhase from, ConnectorPhase to) => from == to || Allowed(from, to)
        ? to
        : throw new InvalidOperationException($"A connector cannot go from {from} to {to}.");

    public static bool Allowed(ConnectorPhase from, ConnectorPhase to) => (from, to) switch
    {
        (ConnectorPhase.Retired, _) => false,
        (_, ConnectorPhase.Retired) => true,
        (_, ConnectorPhase.Draft) => false,
        // A person's new manifest or settings begin a connector's life anew.
        (_, ConnectorPhase.Checked) => true,
        (ConnectorPhase.Draft, _) => false,
        (_, ConnectorPhase.Canary) => from is ConnectorPhase.Repairing or ConnectorPhase.Escalated,
        _ => true,
    };
}
