using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Supertrack.Core.Healing;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Connectors;

/// <summary>A repair's state as readers and workers see it.</summary>
internal static class RepairViews
{
    public static RepairView Repair(string tenant, string connector, RepairState state) => new()
    {
        Id = Id(state.Number),
        Tenant = tenant,
        Connector = connector,
        Stage = Name(state.Stage),
        Streams = [.. state.Streams],
        StartedAt = state.StartedAt,
        FinishedAt = state.FinishedAt,
        Class = state.Class,
        Cause = state.Cause,
        FromVersion = state.FromVersion,
        Candidate = state.Candidate,
        Patch = state.Patch,
        ColumnsLost = [.. state.ColumnsLost],
        Trail = [.. state.Trail],
        Timeline = [.. state.Timeline.Select(one => new RepairEventView { At = one.At, What = one.What, Detail = one.Detail })],
        Searches = state.Attempt,
        Requests = state.Requests,
        CleanRuns = state.CleanRuns,
        Seconds = state.Seconds,
        Probation = state.Probation,
        Quarantined = state.Quarantined,
    };

    public static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Name(RepairStage stage) => JsonNamingPolicy.SnakeCaseLower.ConvertName(stage.ToString());

    public static string Name(ConnectorState state) => state.Paused ? "paused" : state.Phase.ToString().ToLowerInvariant();

    public static ConnectorPhase Phase(RepairStage stage) => stage switch
    {
        RepairStage.Searching or RepairStage.Retrying or RepairStage.RollingBack => ConnectorPhase.Repairing,
        RepairStage.Canary => ConnectorPhase.Canary,
        RepairStage.Promoted or RepairStage.Recovered => ConnectorPhase.Active,
        RepairStage.RolledBack => ConnectorPhase.Degraded,
        _ => ConnectorPhase.Escalated,
    };

    public static RepairFinding Finding(RepairReport report) => new(
        Enum.Parse<HealingOutcome>(report.Outcome, ignoreCase: true), report.Class, report.Cause, report.Patch, report.ColumnsLost, report.Trail, report.Streams, report.Requests)
    {
        Learned = report.Learned,
    };

    public static RepairOrder Order(RepairState repair, ConnectorState connector, SourceOrder source, RepairPolicy policy) => new()
    {
        Source = source,
        Repair = repair.Number,
        Attempt = repair.Attempt,
        Streams =
        [
            .. repair.Streams.Select(name => new RepairTarget
            {
                Stream = name,
                PrimaryKey = connector.Streams.FirstOrDefault(stream => stream.Name == name)?.PrimaryKey ?? ImmutableArray<string>.Empty,
            }),
        ],
        Requests = policy.Requests,
        Seconds = (policy.Time - repair.Searched).TotalSeconds,
    };
}
