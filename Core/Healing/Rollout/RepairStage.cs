namespace Supertrack.Core.Healing.Rollout;

/// <summary>How far a repair has come. The first five and the last are under way, the others ends.</summary>
public enum RepairStage
{
    /// <summary>Candidates are searched and tried in isolation.</summary>
    Searching,

    /// <summary>A candidate waits for a person.</summary>
    AwaitingApproval,

    /// <summary>Runs read with the candidate.</summary>
    Canary,

    /// <summary>The trial found nothing wrong any more: a run with the live version has to show it.</summary>
    Retrying,

    /// <summary>A person has taken the repair over; nothing happens by itself.</summary>
    TakenOver,

    /// <summary>The candidate has become the live version.</summary>
    Promoted,

    /// <summary>The live version reads again; the failure passed by itself.</summary>
    Recovered,

    /// <summary>Evidence did not suffice; a person has to act.</summary>
    Escalated,

    /// <summary>A promoted version was taken back; the one before it is live.</summary>
    RolledBack,

    /// <summary>A person refused the candidate.</summary>
    Rejected,

    /// <summary>A person changed the connector meanwhile.</summary>
    Superseded,

    /// <summary>Under way, though written last: what runs with the candidate stored is being taken back; <see cref="RepairState.After"/> follows.</summary>
    RollingBack,
}
