using System.Globalization;
using System.Text.Json;
using Supertrack.Core.Healing.Incidents;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Grains.Interfaces.Incidents;

namespace Supertrack.Grains.Incidents;

/// <summary>Between what a host's incidents keep and what crosses to others.</summary>
internal static class IncidentViews
{
    private const int ShortList = 20;

    public static string Id(int number, string place) => number.ToString(CultureInfo.InvariantCulture) + "@" + place;

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static IncidentView View(string tenant, string place, IncidentState incident, DateTimeOffset now) => new()
    {
        Id = Id(incident.Number, place),
        Tenant = tenant,
        Host = place,
        Status = Name(incident.Status),
        Severity = Name(incident.Severity),
        Kind = Name(incident.Kind),
        Class = incident.Class,
        Cause = incident.Cause,
        OpenedAt = incident.OpenedAt,
        LastFailureAt = incident.LastFailureAt,
        ReopenedAt = incident.ReopenedAt,
        ResolvedAt = incident.ResolvedAt,
        AcknowledgedBy = incident.AcknowledgedBy,
        Outcome = incident.Outcome,
        Ailing = incident.Ailing.Count(),
        Connectors = incident.Affected.Count,
        Requests = incident.Requests,
        RepairSeconds = Math.Round(incident.Seconds(now), 1),
        Affected = [.. incident.Affected.Select(Affected)],
        Evidence = [.. incident.Evidence.Select(Evidence)],
        Timeline = [.. incident.Timeline.Select(one => new IncidentEventView { At = one.At, What = one.What, By = one.By, Detail = one.Detail })],
    };

    /// <summary>For lists, events and notifications.</summary>
    public static IncidentView Short(IncidentView view) => view with
    {
        Affected = view.Affected.Length <= ShortList ? view.Affected : view.Affected[..ShortList],
        Timeline = [],
    };

    public static ConnectorHealth Health(HealthReport report) => new()
    {
        Connector = report.Connector,
        Ailments =
        [
            .. report.Ailments.Select(one => new Ailment
            {
                Stream = one.Stream,
                Kind = CauseKinds.Of(one.Code, one.Status),
                Message = one.Message,
                Run = one.Run,
                At = one.At,
            }),
        ],
        Repair = report.Repair is not { } repair ? null : new RepairGlimpse
        {
            Number = repair.Number,
            Stage = Enum.Parse<RepairStage>(repair.Stage.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            Streams = repair.Streams,
            Class = repair.Class,
            Cause = repair.Cause,
            Requests = repair.Requests,
            StartedAt = repair.StartedAt,
            FinishedAt = repair.FinishedAt,
        },
    };

    private static AffectedView Affected(AffectedConnector one) => new()
    {
        Connector = one.Connector,
        Streams = [.. one.Streams],
        Since = one.Since,
        SoundAt = one.SoundAt,
        Repair = one.Repairs.Count == 0 ? "" : one.Repairs[^1].Number.ToString(CultureInfo.InvariantCulture),
        Stage = one.Repairs.Count == 0 ? "" : Name(one.Repairs[^1].Stage),
    };

    private static EvidenceView Evidence(IncidentEvidence one) => new()
    {
        Connector = one.Connector,
        Stream = one.Stream,
        Run = one.Run.ToString(CultureInfo.InvariantCulture),
        Message = one.Message,
    };
}
