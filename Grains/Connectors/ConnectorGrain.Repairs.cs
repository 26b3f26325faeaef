using System.Collections.Immutable;
using Supertrack.Core.Healing;
using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Tenants;

namespace Supertrack.Grains.Connectors;

/// <summary>Repairs: a failed run asks a worker for a candidate, runs with it, and makes it the live version or escalates. What is decided is in <see cref="RepairTransitions"/>.</summary>
public sealed partial class ConnectorGrain
{
    private const int MostRepairs = 20;

    private IGrainTimer? _repairTimer;

    public async Task<RepairView> RepairAsync(ImmutableArray<string> streams)
    {
        var present = Existing();
        RequireNotRetired(present);
        RequireNoRun(present, "be repaired");
        if (present.Repair is { IsOver: false } under)
            throw new ConflictException("repair_under_way", $"Repair {under.Number} of connector {_id} is {RepairViews.Name(under.Stage)}. Decide about it first.");
        var failed = streams.IsDefaultOrEmpty ? Failed(present.Run) : [.. streams];
        foreach (var name in failed.Where(name => present.Streams.All(stream => stream.Name != name)))
            throw new InvalidRequestException("unknown_stream", $"There is no stream '{name}'. There are: {string.Join(", ", present.Streams.Select(stream => stream.Name))}.");
        if (failed.Count == 0)
            throw new ConflictException("nothing_failed", $"No stream of connector {_id} failed in its last run. Name the streams to repair.");
        var now = clock.GetUtcNow();
        await StoreAsync(Begun(present, failed, $"asked for by {Who()}", now));
        await AnnounceRepairAsync("repair.started");
        await DriveRepairAsync();
        return RepairView();
    }

    public Task<ImmutableArray<RepairView>> ListRepairsAsync()
    {
        var present = Existing();
        return Task.FromResult<ImmutableArray<RepairView>>(present.Repair is { IsOver: false } ? [RepairView(), .. present.Repairs.Where(one => one.Id != RepairView().Id)] : present.Repairs);
    }

    public Task<RepairView> GetRepairAsync(string repair) => Task.FromResult(Find(repair));

    public async Task ReportRepairAsync(RepairReport report)
    {
        if (state.State.Repair is not { } repair || repair.Number != report.Repair || repair.IsOver)
            return;
        var now = clock.GetUtcNow();
        var finding = RepairViews.Finding(report);
        int? candidate = null;
        if (finding.Outcome == HealingOutcome.Healed && report.Manifest is { } manifest && repair.Stage == RepairStage.Searching && repair.Attempt == report.Attempt)
        {
            // The candidate is kept before the state names it, so that no crash leaves a name without a manifest.
            source.State = Definitions.WithVersion(source.State, manifest, now, $"repair {repair.Number}", state.State.ManifestVersion);
            await source.WriteStateAsync();
            candidate = source.State.Versions[^1].Version;
        }
        var next = RepairTransitions.Report(repair, report.Attempt, finding, candidate, repairs, now);
        if (ReferenceEquals(next, repair))
            return;
        await StoreRepairAsync(next);
        await DriveRepairAsync();
    }

    /// <summary>Does what the repair's state asks for; the state is stored before.</summary>
    private async Task DriveRepairAsync()
    {
        if (state.State.Repair is not { IsOver: false } repair || state.State.Paused)
            return;
        if (await WaitsForTurnAsync(repair))
            return;
        var step = RepairTransitions.Next(repair, state.State.Run is { IsOver: false }, repairs, clock.GetUtcNow());
        if (!ReferenceEquals(step.State, repair))
            await StoreRepairAsync(step.State);
        ArmRepairTimer(step.LookAgainAt);
        switch (step.Ask)
        {
            case RepairAsk.Search:
                await RepairWorker().SearchAsync(RepairViews.Order(step.State, state.State, Order(step.State.FromVersion), repairs));
                break;
            case RepairAsk.Undo:
                await UndoAsync(step.State);
                break;
            case RepairAsk.CanaryRun:
                await StartRunAsync(new RunRequest { Trigger = "canary", Streams = [.. step.State.Streams] });
                break;
            case RepairAsk.LiveRun:
                await StartRunAsync(new RunRequest { Trigger = "retry", Streams = [.. step.State.Streams] });
                break;
            default:
                break;
        }
    }

    /// <summary>A run that starts while a repair waits for one tests that repair.</summary>
    private static ConnectorState Tested(ConnectorState present, DateTimeOffset now) => present.Repair switch
    {
        { Stage: RepairStage.Canary } repair => present with
        {
            RunManifest = repair.Candidate!.Value,
            Repair = RepairTransitions.RunStarted(repair, present.Run!.Number, now),
        },
        { Stage: RepairStage.Retrying } repair => present with { Repair = RepairTransitions.RunStarted(repair, present.Run!.Number, now) },
        _ => present,
    };

    /// <summary>What the end of a run means for phase and repair; part of the same write that ends the run.</summary>
    private ConnectorState Concluded(ConnectorState present, RunState run, EndedRun ended, NoticeDecision noticed)
    {
        var now = clock.GetUtcNow();
        if (run.Status == RunStatus.Cancelled)
            return present.Repair is { IsOver: false } tested && tested.Run == run.Number ? With(present, RepairTransitions.TakeOver(tested, Who(), now)) : present;
        if (present.Repair is { IsOver: false } repair)
            return With(present, RepairTransitions.RunEnded(repair, ended, repairs, now));
        if (present.Repair is { OnProbation: true } promoted && present.RunManifest == promoted.Candidate && run.Streams.Any(stream => promoted.Streams.Contains(stream.Stream))
            && RepairTransitions.Watched(promoted, ended, repairs, now) is var watched && !ReferenceEquals(watched, promoted))
            present = With(present, watched);
        if (present.Repair is { Stage: RepairStage.RollingBack })
            return present;
        if (run.Status == RunStatus.Succeeded)
            return Sound(present with { ProvenVersion = present.RunManifest }, noticed, now);
        var failed = Failed(run);
        var repairable = run.Streams.Any(stream => stream.Failure is { } failure && RepairTransitions.IsRepairable(failure.Code));
        if (repairable && RepairTransitions.MayBegin(present.Repair, failed, present.ManifestVersion, repairs, now))
            return Begun(present, failed, run.Failure?.Message ?? "", now);
        return present with { Phase = ConnectorPhases.Move(present.Phase, present.Repair?.Stage == RepairStage.Escalated ? ConnectorPhase.Escalated : ConnectorPhase.Degraded) };
    }

    /// <summary>
    /// What the last good run read with, and a candidate, must bring what is stored; a person's new manifest may bring something else, and so may the run that tests
    /// a recovery: the trial before it has compared the rows.
    /// </summary>
    private static bool Guarded(ConnectorState present) => present.Repair switch
    {
        { Stage: RepairStage.Canary } => true,
        { Stage: RepairStage.Retrying } => false,
        _ => present.RunManifest == present.ProvenVersion,
    };

    private ImmutableArray<string> AcceptedOf(string stream) =>
        [.. state.State.Accepted.Where(member => member.StartsWith(stream + ".", StringComparison.Ordinal)).Select(member => member[(stream.Length + 1)..])];

    private static List<string> Failed(RunState? run) => [.. run?.Streams.Where(stream => stream.Failure is not null).Select(stream => stream.Stream) ?? []];

    private static List<string> Changed(RunState? run) =>
        [.. run?.Streams.SelectMany(stream => stream.Failure?.Members.Select(member => $"{stream.Stream}.{member}") ?? []) ?? []];

    private static ConnectorState Begun(ConnectorState present, IReadOnlyList<string> streams, string noticed, DateTimeOffset now) => present with
    {
        Phase = ConnectorPhases.Move(present.Phase, ConnectorPhase.Repairing),
        Repair = RepairTransitions.Begin((present.Repair?.Number ?? 0) + 1, streams, noticed, present.ManifestVersion, now) with { Members = Changed(present.Run), FailedAt = FailedAt(present.Run) },
    };

    /// <summary>Phase, live version and history follow the repair's stage.</summary>
    private ConnectorState With(ConnectorState present, RepairState next)
    {
        var before = present.Repair?.Stage;
        var promoted = next.Stage == RepairStage.Promoted && before != RepairStage.Promoted;
        var recovered = next.Stage == RepairStage.Recovered && before == RepairStage.Retrying;
        var takenBack = before == RepairStage.Promoted && next.Stage is RepairStage.RolledBack or RepairStage.RollingBack;
        var changed = present with
        {
            Repair = next,
            Phase = ConnectorPhases.Move(present.Phase, RepairViews.Phase(next.Stage)),
            ManifestVersion = promoted ? next.Candidate!.Value : takenBack ? next.FromVersion : present.ManifestVersion,
            ProvenVersion = promoted ? next.Candidate!.Value : recovered || (takenBack && next.Stage == RepairStage.RollingBack) ? next.FromVersion : present.ProvenVersion,
            Accepted = recovered ? [.. present.Accepted.Union(next.Members)] : present.Accepted,
            Version = promoted || takenBack ? present.Version + 1 : present.Version,
        };
        if (!next.IsOver)
            return changed;
        var view = RepairViews.Repair(_tenant, _id, next);
        return changed with { Repairs = [view, .. changed.Repairs.Where(one => one.Id != view.Id).Take(MostRepairs - 1)] };
    }

    private async Task StoreRepairAsync(RepairState next)
    {
        await StoreAsync(With(state.State, next));
        await ArmReminderAsync();
        await AnnounceRepairMoveAsync(next);
    }

    private async Task AnnounceRepairMoveAsync(RepairState moved)
    {
        GrainLog.RepairMoved(log, moved.Number, this.GetPrimaryKeyString(), RepairViews.Name(moved.Stage), moved.Timeline[^1].Detail);
        await AnnounceRepairAsync("repair." + moved.Timeline[^1].What.Replace('-', '_'));
    }

    /// <summary>What was promoted is tried first where the same host breaks for another connector. One that a crash forgets is only found more slowly.</summary>
    private async Task TeachAsync(RepairState promoted)
    {
        seal.ActAsPlatform(_tenant, "connector/" + _id);
        await GrainFactory.GetGrain<IRepairMemoryGrain>(_tenant).RememberAsync([.. promoted.Learned]);
    }

    private async Task AnnounceRepairAsync(string what)
    {
        var view = RepairView();
        await projection.PutAsync(new ReadDocument("repair", _tenant, $"{_id}/{view.Id}", _id, state.State.Repair!.StartedAt.ToUnixTimeMilliseconds(), !state.State.Repair.IsOver, ViewJson.Text(view)));
        await ProjectAsync(View(state.State));
        await projection.TellAsync(_tenant, what, $"{Subject}/repairs/{view.Id}", view);
        await TellIncidentsAsync();
    }

    private void ArmRepairTimer(DateTimeOffset? at)
    {
        _repairTimer?.Dispose();
        _repairTimer = null;
        if (at is not { } due)
            return;
        var wait = due - clock.GetUtcNow();
        _repairTimer = this.RegisterGrainTimer(
            static (ConnectorGrain grain, CancellationToken _) => grain.DriveRepairAsync(), this,
            new GrainTimerCreationOptions(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    /// <summary>While a stream is being repaired its schedule rests; the others go on.</summary>
    private ImmutableArray<string> SoundStreams()
    {
        var selected = state.State.Streams.Where(stream => stream.Selected).Select(stream => stream.Name);
        return state.State.Repair is { Stage: RepairStage.Searching or RepairStage.AwaitingApproval or RepairStage.TakenOver } repair
            ? [.. selected.Except(repair.Streams)]
            : [.. selected];
    }

    private RepairView RepairView() => RepairViews.Repair(_tenant, _id, state.State.Repair!);

    private RepairView Find(string repair)
    {
        var present = Existing();
        if (present.Repair is { } current && RepairViews.Id(current.Number) == repair)
            return RepairView();
        return present.Repairs.FirstOrDefault(view => view.Id == repair)
            ?? throw new NotFoundException($"Connector {_id} remembers no repair {repair}. GET .../repairs lists all of them.");
    }

    private void RequireNotRetired(ConnectorState present)
    {
        if (present.Phase == ConnectorPhase.Retired)
            throw new ConflictException("connector_retired", $"Connector {_id} is retired: its rows stay, and it syncs no more. Register another.");
    }

    private IRepairWorker RepairWorker()
    {
        seal.ActAsPlatform(_tenant, "connector/" + _id);
        return GrainFactory.GetGrain<IRepairWorker>(0);
    }

    private static string Who() => (RequestContext.Get(SealedCaller.ContextKey) as SealedCaller)?.Caller.Subject ?? "platform";
}
