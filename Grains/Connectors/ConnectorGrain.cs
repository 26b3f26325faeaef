using Microsoft.Extensions.Logging;
using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Secrets;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Telemetry;

namespace Supertrack.Grains.Connectors;

/// <summary>A connector: its manifests, schedule and runs. What it decides about runs is in <see cref="RunTransitions"/>.</summary>
public sealed partial class ConnectorGrain(
    [PersistentState(StorageNames.Connector, StorageNames.Provider)] IPersistentState<ConnectorState> state,
    [PersistentState(StorageNames.ConnectorSource, StorageNames.Provider)] IPersistentState<ConnectorSource> source,
    ISecretBox secrets,
    CallerSeal seal,
    Projection projection,
    RunPolicy policy,
    SyncMeters meters,
    RepairPolicy repairs,
    NoticePolicy notices,
    TimeProvider clock,
    ILogger<ConnectorGrain> log) : Grain, IConnectorGrain, IRemindable
{
    private string _tenant = "";
    private string _id = "";

    private string Subject => $"connectors/{_id}";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        (_tenant, _id) = (GrainKeys.TenantOf(key), key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        // A chunk that an earlier activation asked for reports to nobody; asking again is harmless because pages are stored once.
        if (state.State.Run is { } run)
            state.State = state.State with { Run = RunTransitions.Orphaned(run) };
        // Whoever woke the connector, its run goes on at once and not only with the next reminder.
        if (state.State.Run is { IsOver: false })
            ArmTimer(clock.GetUtcNow());
        // Written before phases were kept: what is stored was accepted.
        if (state.RecordExists && state.State.Phase == ConnectorPhase.Draft)
            state.State = state.State with { Phase = ConnectorPhase.Checked };
        if (state.State.Repair is { } repair)
            state.State = state.State with { Repair = RepairTransitions.Orphaned(repair) };
        if (state.State.Repair is { IsOver: false })
            ArmRepairTimer(clock.GetUtcNow());
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task<ConnectorView> RegisterAsync(ConnectorDefinition definition)
    {
        GrainKeys.Split(this.GetPrimaryKeyString());
        if (state.RecordExists)
            throw new ConflictException("connector_exists", $"Connector {_id} exists. Change it with PUT and its ETag.");
        var now = clock.GetUtcNow();
        var by = Who();
        var accepted = await AcceptAsync(definition, definition.Config ?? "{}");
        await RequireOpenAsync("be registered");
        var frozen = await FrozenAsync(Definitions.WithVersion(new ConnectorSource(), definition.Manifest, now), Proposed(by), "its streams could be listed");
        await DeployAsync(frozen.Versions[^1], by, "registered");
        source.State = frozen with { SealedConfig = secrets.Seal(definition.Config ?? "{}") };
        await source.WriteStateAsync();
        return await StoreChangeAsync(
            new ConnectorState { CreatedAt = now, ScheduledFrom = now }, definition, accepted, "connector.registered");
    }

    public Task<ConnectorView> GetAsync() => Task.FromResult(View(Existing()));

    public async Task<ConnectorView> UpdateAsync(ConnectorDefinition definition, string? ifMatch)
    {
        var present = Existing();
        ETags.Require(present.Version, ifMatch, $"Connector {_id}");
        RequireNotRetired(present);
        RequireNotRollingBack(present);
        var config = definition.Config ?? secrets.Open(source.State.SealedConfig);
        var by = Who();
        var accepted = await AcceptAsync(definition, config);
        var next = Definitions.WithVersion(source.State, definition.Manifest, clock.GetUtcNow());
        var changes = next.Versions[^1].Version != present.ManifestVersion;
        if (changes)
            await RequireOpenAsync("change its manifest");
        var frozen = await FrozenByPersonAsync(next, present, config, by);
        if (changes)
            await DeployAsync(frozen.Versions[^1], by, "changed");
        source.State = frozen with { SealedConfig = secrets.Seal(config) };
        await source.WriteStateAsync();
        return await StoreChangeAsync(present, definition, accepted, "connector.changed");
    }

    public Task<ManifestVersion> GetManifestAsync(int version)
    {
        var wanted = version == 0 ? Existing().ManifestVersion : version;
        return Task.FromResult(source.State.Find(wanted)
            ?? throw new NotFoundException($"Connector {_id} keeps no manifest version {wanted}; it has {source.State.Versions[0].Version} to {source.State.Versions[^1].Version}."));
    }

    public async Task<ConnectorView> SetScheduleAsync(SyncSchedule schedule, string? ifMatch)
    {
        var present = Existing();
        ETags.Require(present.Version, ifMatch, $"Connector {_id}");
        ScheduleClock.Check(schedule);
        await StoreAsync(present with { Schedule = schedule, ScheduledFrom = clock.GetUtcNow(), Version = present.Version + 1 });
        await ArmReminderAsync();
        return await AnnounceAsync("connector.changed");
    }

    public Task<CheckOutcome> CheckAsync()
    {
        Existing();
        return Worker().CheckAsync(Order(state.State.ManifestVersion));
    }

    public async Task<ConnectorView> ResetAsync(bool dropRows)
    {
        var present = Existing();
        RequireNoRun(present, "reset");
        RequireNotRollingBack(present);
        await Worker().ResetAsync(new ResetOrder
        {
            Tenant = _tenant,
            Connector = _id,
            Streams = [.. present.Streams.Select(stream => stream.Name)],
            DropRows = dropRows,
            LastRun = present.Run?.Number ?? 0,
        });
        return await AnnounceAsync("connector.reset");
    }

    public async Task<VerificationView> VerifyAsync(string? manifest)
    {
        var present = Existing();
        var order = Order(present.ManifestVersion);
        var view = await Worker().VerifyAsync(new VerifyOrder
        {
            Source = manifest is null ? order : order with { Manifest = manifest },
            Streams = [.. present.Streams.Select(stream => stream.Name)],
        });
        if (view.Failure is { } failure)
            throw new InvalidRequestException("invalid_manifest", failure.Message);
        return view.Streams.IsEmpty
            ? throw new NotFoundException($"Connector {_id} has no recording yet. Let a run succeed first.")
            : view with { Same = view.Streams.All(stream => stream.Differences.IsEmpty) };
    }

    private async Task<Inspection> AcceptAsync(ConnectorDefinition definition, string config)
    {
        ScheduleClock.Check(definition.Schedule);
        Definitions.Check(definition, config);
        var inspection = await Worker().InspectAsync(
            new SourceOrder { Tenant = _tenant, Connector = _id, Manifest = definition.Manifest, Config = config });
        if (inspection.Failure is { } failure)
            throw new InvalidRequestException("invalid_manifest", failure.Message);
        return inspection with { Streams = Definitions.Select(inspection.Streams, definition.Streams) };
    }

    private async Task<ConnectorView> StoreChangeAsync(ConnectorState present, ConnectorDefinition definition, Inspection accepted, string what)
    {
        await StoreAsync(present with
        {
            Name = definition.Name.Length > 0 ? definition.Name : _id,
            ManifestVersion = source.State.Versions[^1].Version,
            Deployed = source.State.Versions[^1].Version,
            Streams = accepted.Streams,
            Schedule = definition.Schedule,
            Version = present.Version + 1,
            Phase = ConnectorPhases.Move(present.Phase, ConnectorPhase.Checked),
            Repair = present.Repair is { } repair ? RepairTransitions.Supersede(repair, Who(), clock.GetUtcNow()) : null,
            Ailing = [.. present.Ailing.Where(ailment => accepted.Streams.Any(stream => stream.Name == ailment.Stream))],
        });
        await ArmReminderAsync();
        return await AnnounceAsync(what);
    }

    private async Task StoreAsync(ConnectorState next)
    {
        state.State = next;
        await state.WriteStateAsync();
    }

    private async Task<ConnectorView> AnnounceAsync(string what)
    {
        var view = View(state.State);
        await ProjectAsync(view);
        await projection.TellAsync(_tenant, what, Subject, view);
        await TellIncidentsAsync();
        return view;
    }

    private Task ProjectAsync(ConnectorView view)
    {
        var active = state.State.Run is { IsOver: false } || view.NextRunAt is not null;
        return projection.PutAsync(
            new ReadDocument("connector", _tenant, _id, "", view.CreatedAt.ToUnixTimeMilliseconds(), active, ViewJson.Text(view)));
    }

    private ConnectorState Existing() => state.RecordExists
        ? state.State
        : throw new NotFoundException($"Tenant {_tenant} has no connector {_id}. Register it with POST /api/v1/tenants/{_tenant}/connectors.");

    private ConnectorView View(ConnectorState present) => ConnectorViews.Connector(_tenant, _id, present, clock.GetUtcNow());

    private SourceOrder Order(int version) => new()
    {
        Tenant = _tenant,
        Connector = _id,
        Manifest = Kept(version).Text,
        Config = secrets.Open(source.State.SealedConfig),
    };

    private ManifestVersion Kept(int version) =>
        source.State.Find(version) ?? throw new NotFoundException($"Connector {_id} keeps no manifest version {version} any more. Put the manifest again.");

    private ISyncWorker Worker()
    {
        seal.ActAsPlatform(_tenant, "connector/" + _id);
        return GrainFactory.GetGrain<ISyncWorker>(0);
    }
}
