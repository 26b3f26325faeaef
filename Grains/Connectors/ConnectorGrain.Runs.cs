using System.Collections.Immutable;
using Supertrack.Core.Connectors;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Connectors;

/// <summary>Runs: each is a chain of chunks that workers read and report; one turn stores what was decided and asks for the next.</summary>
public sealed partial class ConnectorGrain
{
    private const string ReminderName = "due";
    private const int MostHistory = 50;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private IGrainTimer? _timer;

    public async Task<RunView> StartRunAsync(RunRequest request)
    {
        var present = Existing();
        if (present.Paused)
            throw new ConflictException("connector_paused", $"Connector {_id} is paused. Resume it first.");
        RequireNotRetired(present);
        RequireNotRollingBack(present);
        RequireNoRun(present, "start another run");
        await AgreeAsync();
        present = state.State;
        var now = clock.GetUtcNow();
        var run = RunTransitions.Start(present.Run?.Number ?? 0, request.Trigger, Chosen(present, request), now);
        var begun = Tested(present with { Run = run, RunManifest = present.ManifestVersion, ScheduledFrom = now }, now);
        var manifest = await IntactAsync(begun.RunManifest);
        await StoreAsync(begun with { RunManifestHash = manifest.Hash, RunFrozen = manifest.Frozen, RunJournal = JournalOf(begun) });
        meters.RunStarted(run.Trigger);
        GrainLog.RunStarted(log, run.Number, this.GetPrimaryKeyString(), run.Trigger, run.Streams.Count);
        await ArmReminderAsync();
        await AnnounceRunAsync("run.started");
        await DriveAsync();
        return RunView();
    }

    public async Task<ConnectorView> PauseAsync()
    {
        var present = Existing();
        await StoreAsync(present with { Paused = true, Run = present.Run is { } run ? RunTransitions.Pause(run) : null, Version = present.Version + 1 });
        await ArmReminderAsync();
        return await AnnounceAsync("connector.paused");
    }

    public async Task<ConnectorView> ResumeAsync()
    {
        var present = Existing();
        await StoreAsync(present with
        {
            Paused = false,
            ScheduledFrom = clock.GetUtcNow(),
            Run = present.Run is { } run ? RunTransitions.Resume(run) : null,
            Version = present.Version + 1,
        });
        await ArmReminderAsync();
        var view = await AnnounceAsync("connector.resumed");
        await DriveAsync();
        await DriveRepairAsync();
        return view;
    }

    public async Task<RunView> CancelAsync()
    {
        var present = Existing();
        if (present.Run is not { IsOver: false } run)
            throw new ConflictException("no_run", $"Connector {_id} has no run under way.");
        await StoreRunAsync(RunTransitions.Cancel(run, clock.GetUtcNow()));
        return RunView();
    }

    public Task<RunView> GetRunAsync(string run)
    {
        var present = Existing();
        if (present.Run is { } current && ConnectorViews.RunId(current.Number) == run)
            return Task.FromResult(RunView());
        return Task.FromResult(present.History.FirstOrDefault(view => view.Id == run)
            ?? throw new NotFoundException($"Connector {_id} remembers no run {run}. GET .../runs lists all of them."));
    }

    public Task<ImmutableArray<RunView>> ListRunsAsync()
    {
        var present = Existing();
        return Task.FromResult(present.Run is { IsOver: false } ? present.History.Insert(0, RunView()) : present.History);
    }

    public async Task ReportChunkAsync(ChunkReport report)
    {
        if (state.State.Run is not { } run || run.Number != report.Run)
            return;
        var next = RunTransitions.Report(run, report.Stream, report.Chunk, ConnectorViews.Result(report), policy, clock.GetUtcNow());
        if (ReferenceEquals(next, run))
            return;
        if (report.Failure is { } failure)
            GrainLog.ChunkFailed(log, run.Number, this.GetPrimaryKeyString(), report.Stream, failure.Code, failure.Message);
        state.State = state.State with { Run = next };
        await DriveAsync();
    }

    public async Task ReconcileAsync(bool afterRestart)
    {
        if (!state.RecordExists)
            return;
        await ProjectAsync(View(state.State));
        await TellIncidentsAsync();
        await DriveRepairAsync();
        if (state.State.Run is { IsOver: false } run)
        {
            if (afterRestart)
                GrainLog.RunContinues(log, run.Number, this.GetPrimaryKeyString());
            await DriveAsync();
            return;
        }
        var due = ScheduleClock.Next(state.State.Schedule, state.State.ScheduledFrom);
        if (state.State.Paused || due is null)
            return;
        if (due <= clock.GetUtcNow())
            await StartScheduledAsync();
        else
            await ArmReminderAsync();
    }

    /// <summary>A tick says only that it may be time to look: state says what is due.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => reminderName == ProbeReminder ? ProbeAsync() : ReconcileAsync(afterRestart: false);

    private async Task StartScheduledAsync()
    {
        try
        {
            if (SoundStreams() is { Length: > 0 } streams)
                await StartRunAsync(new RunRequest { Trigger = "schedule", Streams = streams });
            else
                await StoreAsync(state.State with { ScheduledFrom = clock.GetUtcNow() });
        }
        catch (RefusedException refused)
        {
            GrainLog.ScheduledRunRefused(log, this.GetPrimaryKeyString(), refused.Message);
            await ArmReminderAsync();
        }
    }

    /// <summary>Decides, stores the decision, and only then sends the order.</summary>
    private async Task DriveAsync()
    {
        if (state.State.Run is not { IsOver: false } run)
            return;
        var step = RunTransitions.Next(run, policy, clock.GetUtcNow());
        await StoreRunAsync(step.Run);
        // The end of a run can begin the next one at once, to test a repair; that one is driven already.
        if (state.State.Run.Number != step.Run.Number)
            return;
        if (step.Ask is { } stream)
        {
            await Worker().RunChunkAsync(new ChunkOrder
            {
                Source = Order(state.State.RunManifest),
                Run = step.Run.Number,
                Chunk = step.Run.Chunk,
                Stream = stream.Stream,
                Incremental = stream.Mode == SyncMode.Incremental,
                Guarded = Guarded(state.State),
                Accepted = AcceptedOf(stream.Stream),
                Journal = state.State.RunJournal,
                Compared = state.State.Repair is { Stage: RepairStage.Canary } repair && repair.Run == step.Run.Number,
            });
        }
        ArmTimer(step.LookAgainAt);
    }

    private async Task StoreRunAsync(RunState next)
    {
        var repair = state.State.Repair;
        var over = next.IsOver && state.State.History.All(view => view.Id != ConnectorViews.RunId(next.Number));
        var noticed = over ? await NoticedAsync(state.State, next) : Noticed.Nothing;
        var present = state.State with { Run = next, Findings = noticed.Open ?? state.State.Findings };
        if (over)
        {
            var view = ConnectorViews.Run(_tenant, _id, present, next, clock.GetUtcNow()) with { Findings = noticed.OfRun };
            present = present with { History = [view, .. present.History.Take(MostHistory - 1)] };
            meters.RunEnded(view);
            present = Ailments.After(await ConcludedAsync(present, next, noticed.Decision), next, clock.GetUtcNow(), _id);
            GrainLog.RunEnded(log, next.Number, this.GetPrimaryKeyString(), view.Status, view.Records, view.Seconds);
        }
        await StoreAsync(present);
        if (over)
        {
            ArmTimer(null);
            await ArmReminderAsync();
            await Worker().SettleAsync(new SettleOrder { Tenant = _tenant, Connector = _id, Run = next.Number, Succeeded = next.Status == RunStatus.Succeeded });
        }
        await AnnounceRunAsync(over ? "run.finished" : "run.progress");
        await AnnounceNoticedAsync(noticed);
        if (over && state.State.Repair is { } moved && moved.Timeline.Count > 0 && moved.Timeline[^1] != repair?.Timeline.LastOrDefault())
        {
            await AnnounceRepairMoveAsync(moved);
            if (moved is { Stage: RepairStage.Promoted, Learned.Count: > 0 } && repair?.Stage != RepairStage.Promoted)
                await TeachAsync(moved);
        }
        if (over)
            await DriveRepairAsync();
    }

    private async Task AnnounceRunAsync(string what)
    {
        var view = RunView();
        var document = new ReadDocument(
            "run", _tenant, $"{_id}/{view.Id}", _id, state.State.Run!.Number, !state.State.Run.IsOver, ViewJson.Text(view));
        await projection.PutAsync(document);
        if (what != "run.progress")
            await ProjectAsync(View(state.State));
        await projection.TellAsync(_tenant, what, $"{Subject}/runs/{view.Id}", view);
        if (what == "run.finished")
            await TellIncidentsAsync();
    }

    /// <summary>The timer is quick and dies with the activation; the reminder is slow and survives everything.</summary>
    private void ArmTimer(DateTimeOffset? at)
    {
        _timer?.Dispose();
        _timer = null;
        if (at is not { } due)
            return;
        var wait = due - clock.GetUtcNow();
        _timer = this.RegisterGrainTimer(
            static (ConnectorGrain grain, CancellationToken _) => grain.DriveAsync(), this,
            new GrainTimerCreationOptions(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    private async Task ArmReminderAsync()
    {
        var due = state.State switch
        {
            { Paused: true } => null,
            { Run.IsOver: false } or { Repair.IsOver: false } => clock.GetUtcNow() + ReminderPeriod,
            _ => ScheduleClock.Next(state.State.Schedule, state.State.ScheduledFrom),
        };
        if (due is { } at)
        {
            var wait = at - clock.GetUtcNow();
            await this.RegisterOrUpdateReminder(ReminderName, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, ReminderPeriod);
        }
        else if (await this.GetReminder(ReminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
        await ArmProbeAsync();
    }

    private RunView RunView() => ConnectorViews.Run(_tenant, _id, state.State, state.State.Run!, clock.GetUtcNow());

    private void RequireNoRun(ConnectorState present, string what)
    {
        if (present.Run is { IsOver: false } run)
            throw new ConflictException("run_under_way", $"Connector {_id} cannot {what} while run {run.Number} is {ConnectorViews.Name(run.Status)}. Wait for it or cancel it.");
    }

    private static IEnumerable<(string Stream, SyncMode Mode)> Chosen(ConnectorState present, RunRequest request)
    {
        foreach (var name in request.Streams)
        {
            if (present.Streams.All(stream => stream.Name != name))
                throw new InvalidRequestException("unknown_stream", $"There is no stream '{name}'. There are: {string.Join(", ", present.Streams.Select(stream => stream.Name))}.");
        }
        return present.Streams
            .Where(stream => request.Streams.IsEmpty ? stream.Selected : request.Streams.Contains(stream.Name))
            .Select(stream => (stream.Name, stream.Incremental && !request.FullRefresh ? SyncMode.Incremental : SyncMode.FullRefresh));
    }
}
