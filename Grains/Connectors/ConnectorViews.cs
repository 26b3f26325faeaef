using Supertrack.Core.Connectors;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Connectors;

/// <summary>A connector's state as readers see it.</summary>
internal static class ConnectorViews
{
    public static ConnectorView Connector(string tenant, string id, ConnectorState state, DateTimeOffset now) => new()
    {
        Tenant = tenant,
        Id = id,
        Name = state.Name,
        ManifestVersion = state.ManifestVersion,
        Streams = state.Streams,
        Schedule = state.Schedule,
        NextRunAt = state.Paused ? null : ScheduleClock.Next(state.Schedule, state.ScheduledFrom),
        Paused = state.Paused,
        Status = Status(state),
        LastRun = state.Run is { } run ? Run(tenant, id, state, run, now) : null,
        CreatedAt = state.CreatedAt,
        Etag = ETags.Of(state.Version),
        Phase = RepairViews.Name(state),
        Repair = state.Repair is { } repair ? RepairViews.Repair(tenant, id, repair) : null,
        Findings = state.Findings,
        Probe = state.Probe,
    };

    public static RunView Run(string tenant, string connector, ConnectorState state, RunState run, DateTimeOffset now) => new()
    {
        Id = RunId(run.Number),
        Tenant = tenant,
        Connector = connector,
        Status = Name(run.Status),
        Trigger = run.Trigger,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Records = run.Records,
        Pages = run.Streams.Sum(stream => stream.Pages),
        Requests = run.Streams.Sum(stream => stream.Requests),
        BytesRead = run.Streams.Sum(stream => stream.BytesRead),
        BytesStored = run.Streams.Sum(stream => stream.BytesStored),
        Seconds = Math.Round(((run.FinishedAt ?? now) - run.StartedAt).TotalSeconds, 3),
        Chunks = run.Chunk,
        ManifestVersion = state.RunManifest,
        ManifestHash = state.RunManifestHash,
        Frozen = state.RunFrozen,
        Streams = [.. run.Streams.Select(Stream)],
        Failure = Failure(run.Failure),
        NextAttemptAt = run.NextAttemptAt,
        Findings = run.IsOver ? state.History.FirstOrDefault(view => view.Id == RunId(run.Number))?.Findings ?? [] : [],
    };

    public static string RunId(long number) => number.ToString("D", System.Globalization.CultureInfo.InvariantCulture);

    public static string Name(RunStatus status) => status.ToString().ToLowerInvariant();

    public static FailureView? Failure(RunFailure? failure) =>
        failure is null ? null : new FailureView { Code = failure.Code, Message = failure.Message, Retryable = failure.Retryable, Members = [.. failure.Members], Host = failure.Host, Status = failure.Status };

    public static ChunkResult Result(ChunkReport report) => new()
    {
        RecordsSoFar = report.RecordsSoFar,
        PagesSoFar = report.PagesSoFar,
        Records = report.Records,
        Requests = report.Requests,
        BytesRead = report.BytesRead,
        BytesStored = report.BytesStored,
        Misfits = report.Misfits,
        NewColumns = report.NewColumns,
        Duration = report.Duration,
        Quarantined = report.Quarantined,
        Finished = report.Finished,
        Failure = report.Failure is { } failure ? new RunFailure(failure.Code, failure.Message, failure.Retryable) { Members = failure.Members, Host = failure.Host, Status = failure.Status } : null,
    };

    private static StreamRunView Stream(StreamProgress stream) => new()
    {
        Stream = stream.Stream,
        Mode = stream.Mode == SyncMode.Incremental ? "incremental" : "full_refresh",
        Records = stream.Records,
        Pages = stream.Pages,
        Requests = stream.Requests,
        BytesRead = stream.BytesRead,
        Misfits = stream.Misfits,
        Finished = stream.Finished,
        Failure = Failure(stream.Failure),
    };

    private static string Status(ConnectorState state) => state switch
    {
        { Run: { IsOver: false } run } => Name(run.Status),
        { Paused: true } => "paused",
        { Run.Status: RunStatus.Failed } => "failing",
        _ => "idle",
    };
}
