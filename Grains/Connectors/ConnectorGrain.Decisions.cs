using Supertrack.Core.Healing.Rollout;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Connectors;

/// <summary>What people decide about repairs and about the connector's life.</summary>
public sealed partial class ConnectorGrain
{
    public async Task<RepairView> DecideRepairAsync(string repair, RepairDecision decision)
    {
        var present = Existing();
        RequireNotRetired(present);
        Find(repair);
        if (present.Repair is not { } current || RepairViews.Id(current.Number) != repair)
            throw new ConflictException("repair_over", $"Repair {repair} of connector {_id} is over and others followed. Only the last one can be decided.");
        var decided = Decided(current, decision, Who(), clock.GetUtcNow());
        if (decision.What is "approve" or "rollback")
            await RequireOpenAsync("change its manifest");
        await StoreRepairAsync(decided);
        if (present.ManifestVersion != state.State.ManifestVersion)
            await AgreeAsync();
        await DriveRepairAsync();
        return RepairView();
    }

    public async Task<ConnectorView> RetireAsync(string? ifMatch)
    {
        var present = Existing();
        ETags.Require(present.Version, ifMatch, $"Connector {_id}");
        RequireNotRetired(present);
        RequireNotRollingBack(present);
        RequireNoRun(present, "be retired");
        await StoreAsync(present with
        {
            Phase = ConnectorPhases.Move(present.Phase, ConnectorPhase.Retired),
            Repair = present.Repair is { } repair ? RepairTransitions.Supersede(repair, Who(), clock.GetUtcNow()) : null,
            Schedule = new SyncSchedule(),
            Ailing = [],
            Version = present.Version + 1,
        });
        await ArmReminderAsync();
        return await AnnounceAsync("connector.retired");
    }

    private RepairState Decided(RepairState repair, RepairDecision decision, string by, DateTimeOffset now) => (decision.What, repair.Stage) switch
    {
        ("approve", RepairStage.AwaitingApproval) => RepairTransitions.Approve(repair, by, now),
        ("reject", RepairStage.AwaitingApproval or RepairStage.Canary) => RepairTransitions.Reject(repair, by, Reason(decision), now),
        ("rollback", RepairStage.Promoted) => RepairTransitions.RollBack(repair, by, Reason(decision), now),
        ("takeover", not RepairStage.RollingBack) when !repair.IsOver => RepairTransitions.TakeOver(repair, by, now),
        ("handback", RepairStage.TakenOver or RepairStage.Escalated or RepairStage.Rejected or RepairStage.RolledBack) => RepairTransitions.HandBack(repair, by, now),
        ("approve" or "reject" or "rollback" or "takeover" or "handback", _) => throw new ConflictException(
            "wrong_stage", $"Repair {repair.Number} of connector {_id} is {RepairViews.Name(repair.Stage)}: that cannot be followed by {decision.What}. GET .../repairs/{repair.Number} shows its story."),
        _ => throw new InvalidRequestException("unknown_decision", $"'{decision.What}' is no decision about a repair. Use approve, reject, rollback, takeover or handback."),
    };

    private static string Reason(RepairDecision decision) => decision.Reason.Length > 0
        ? decision.Reason
        : throw new InvalidRequestException("reason_missing", $"To {decision.What} a repair needs a reason, which is kept with it. Add one.");
}
