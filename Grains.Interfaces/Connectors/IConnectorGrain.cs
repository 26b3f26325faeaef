using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Agents;

namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>One connector of one tenant; the key is <c>tenant/connector</c>.</summary>
[Alias("supertrack.connector-grain")]
public interface IConnectorGrain : IGrainWithStringKey
{
    /// <summary>Accepts the manifest as version 1 when it parses and its streams can be listed.</summary>
    /// <exception cref="Errors.InvalidRequestException">The manifest, a stream name or the schedule is wrong; the message says where.</exception>
    /// <exception cref="Errors.ConflictException">The connector exists.</exception>
    [Alias("register"), RequiresRole(Role.Editor)]
    Task<ConnectorView> RegisterAsync(ConnectorDefinition definition);

    [Alias("get"), RequiresRole(Role.Viewer)]
    Task<ConnectorView> GetAsync();

    /// <summary>A changed manifest becomes the next version; runs that have begun finish with theirs.</summary>
    [Alias("update"), RequiresRole(Role.Editor)]
    Task<ConnectorView> UpdateAsync(ConnectorDefinition definition, string? ifMatch);

    /// <param name="version">0 stands for the live one.</param>
    [Alias("manifest"), RequiresRole(Role.Viewer)]
    Task<ManifestVersion> GetManifestAsync(int version);

    [Alias("schedule"), RequiresRole(Role.Operator)]
    Task<ConnectorView> SetScheduleAsync(SyncSchedule schedule, string? ifMatch);

    /// <summary>Tries the credentials and the address.</summary>
    [Alias("check"), RequiresRole(Role.Operator), ResponseTimeout("00:02:00")]
    Task<CheckOutcome> CheckAsync();

    /// <summary>Begins a run and answers at once.</summary>
    /// <exception cref="Errors.ConflictException">A run is under way, or the connector is paused.</exception>
    [Alias("start-run"), RequiresRole(Role.Operator), ResponseTimeout("00:02:00")]
    Task<RunView> StartRunAsync(RunRequest request);

    /// <summary>Stops the present run after its chunk, and the schedule.</summary>
    [Alias("pause"), RequiresRole(Role.Operator)]
    Task<ConnectorView> PauseAsync();

    /// <summary>Continues the run where it stood, and the schedule.</summary>
    [Alias("resume"), RequiresRole(Role.Operator)]
    Task<ConnectorView> ResumeAsync();

    /// <summary>Ends the present run; what it stored stays.</summary>
    /// <exception cref="Errors.ConflictException">No run is under way.</exception>
    [Alias("cancel"), RequiresRole(Role.Operator)]
    Task<RunView> CancelAsync();

    /// <summary>Forgets the cursors so that the next run reads everything, and the stored rows too when asked to.</summary>
    /// <exception cref="Errors.ConflictException">A run is under way.</exception>
    [Alias("reset"), RequiresRole(Role.Editor), ResponseTimeout("00:05:00")]
    Task<ConnectorView> ResetAsync(bool dropRows);

    [Alias("get-run"), RequiresRole(Role.Viewer)]
    Task<RunView> GetRunAsync(string run);

    /// <summary>The latest runs, newest first; at most 50 are kept here, all of them in the read model.</summary>
    [Alias("runs"), RequiresRole(Role.Viewer)]
    Task<ImmutableArray<RunView>> ListRunsAsync();

    /// <summary>Replays the last good recordings of each stream through a manifest and compares the records; nothing is sent to the source.</summary>
    /// <param name="manifest">YAML or JSON text; null for the live one.</param>
    /// <exception cref="Errors.InvalidRequestException">The manifest cannot be read.</exception>
    /// <exception cref="Errors.NotFoundException">No run has been recorded yet.</exception>
    [Alias("verify"), RequiresRole(Role.Operator), ResponseTimeout("00:02:00")]
    Task<VerificationView> VerifyAsync(string? manifest);

    /// <summary>Begins a repair of streams that a person finds broken; without names, of those that failed last.</summary>
    /// <exception cref="Errors.ConflictException">A run or a repair is under way.</exception>
    [Alias("repair"), RequiresRole(Role.Operator)]
    Task<RepairView> RepairAsync(ImmutableArray<string> streams);

    /// <summary>The repair under way and the last twenty, newest first.</summary>
    [Alias("repairs"), RequiresRole(Role.Viewer)]
    Task<ImmutableArray<RepairView>> ListRepairsAsync();

    [Alias("get-repair"), RequiresRole(Role.Viewer)]
    Task<RepairView> GetRepairAsync(string repair);

    /// <summary>Approves, rejects, rolls back, takes over or hands back.</summary>
    /// <exception cref="Errors.ConflictException">The repair is not at a stage where this can be done.</exception>
    [Alias("decide-repair"), RequiresRole(Role.Editor), ResponseTimeout("00:05:00")]
    Task<RepairView> DecideRepairAsync(string repair, RepairDecision decision);

    /// <summary>Ends the connector's life: no schedule, no run; its rows stay.</summary>
    [Alias("retire"), RequiresRole(Role.Editor)]
    Task<ConnectorView> RetireAsync(string? ifMatch);

    /// <summary>Takes what was noticed for normal from now on.</summary>
    /// <param name="stream">Null for all streams.</param>
    /// <param name="measure">One finding's measure; null for all.</param>
    /// <exception cref="Errors.NotFoundException">Nothing of that kind stands.</exception>
    [Alias("accept-findings"), RequiresRole(Role.Operator)]
    Task<ConnectorView> AcceptFindingsAsync(string? stream, string? measure);

    /// <summary>A worker tells what its check between runs showed.</summary>
    [Alias("report-probe")]
    Task ReportProbeAsync(ProbeReport report);

    /// <summary>A worker tells what its search found.</summary>
    [Alias("report-repair")]
    Task ReportRepairAsync(RepairReport report);

    /// <summary>A worker tells what it took back.</summary>
    [Alias("report-undo")]
    Task ReportUndoAsync(UndoReport report);

    /// <summary>The turn to search its repair has come. The caller does not wait; who misses it asks again by itself.</summary>
    [Alias("repair-turn"), OneWay]
    Task RepairTurnAsync();

    /// <summary>A worker tells what its chunk did.</summary>
    [Alias("report-chunk")]
    Task ReportChunkAsync(ChunkReport report);

    /// <summary>Looks at the state and does what is due. Called after a restart; harmless at any time.</summary>
    [Alias("reconcile")]
    Task ReconcileAsync(bool afterRestart);
}
