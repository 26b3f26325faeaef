using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Connectors;

/// <summary>Rows on trial: what runs with a candidate store is journaled, and taken back where the candidate proves wrong.</summary>
public sealed partial class ConnectorGrain
{
    public async Task ReportUndoAsync(UndoReport report)
    {
        if (state.State.Repair is not { Stage: RepairStage.RollingBack } repair || repair.Number != report.Repair)
            return;
        var detail = report.Streams.IsEmpty
            ? "nothing was stored that could be taken back"
            : $"{report.Restored} rows of {string.Join(", ", report.Streams)} have their former values again, {report.Removed} that were added are taken out; what came since is read again";
        await StoreRepairAsync(RepairTransitions.Restored(repair, detail, clock.GetUtcNow()));
        await DriveRepairAsync();
    }

    /// <summary>Ends the run that may still write with the candidate, and has a worker take back what was stored.</summary>
    private async Task UndoAsync(RepairState repair)
    {
        if (state.State.Run is { IsOver: false } run)
            await StoreRunAsync(RunTransitions.Cancel(run, clock.GetUtcNow()));
        await Worker().UndoAsync(new UndoOrder
        {
            Tenant = _tenant,
            Connector = _id,
            Streams = [.. state.State.Streams.Select(stream => stream.Name)],
            Journal = repair.Journal,
            Repair = repair.Number,
            LastRun = state.State.Run?.Number ?? 0,
        });
    }

    /// <summary>Runs with a version on trial write so that their rows can be taken back.</summary>
    private static string JournalOf(ConnectorState present) =>
        present.Repair is { OnProbation: true } repair && present.RunManifest == repair.Candidate ? repair.Journal : "";

    private EndedRun Ended(RunState run) => new(
        run.Number, run.Status == RunStatus.Succeeded, run.Failure?.Message ?? "",
        [.. run.Streams.Where(stream => stream.Failure?.Code == "shape_changed" && state.State.Repair?.Streams.Contains(stream.Stream) == true).Select(stream => $"{stream.Stream}: {stream.Failure!.Message}")],
        run.Streams.Sum(stream => stream.Quarantined));

    private static DateTimeOffset? FailedAt(RunState? run) => run?.Streams.Where(stream => stream.Failure is not null).Min(stream => stream.FailedAt);

    private void RequireNotRollingBack(ConnectorState present)
    {
        if (present.Repair is { Stage: RepairStage.RollingBack } repair)
            throw new ConflictException("rolling_back", $"Connector {_id} is taking back what repair {repair.Number} stored. Try again when that is done.");
    }
}
