using System.Text;
using System.Text.Json;
using Supertrack.Core.Healing.Incidents;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Grains.Interfaces.Incidents;
using Supertrack.Grains.Interfaces.Notifications;

namespace Supertrack.Grains.Notifications;

/// <summary>What receivers read.</summary>
internal static class NoticeText
{
    private const int Named = 10;

    public static Announcement Of(IncidentNotice notice) => new()
    {
        Id = notice.Id,
        Number = notice.Number,
        Host = notice.Incident.Host,
        Incident = notice.Incident.Id,
        What = notice.What,
        Severity = Enum.Parse<IncidentSeverity>(notice.Incident.Severity, ignoreCase: true),
        Acknowledged = notice.Incident.AcknowledgedBy.Length > 0,
        Subject = Subject(notice),
        Text = Text(notice.Incident),
        Body = JsonSerializer.Serialize(new Event("incident." + notice.What, notice.At, notice.Incident), ViewJson.Options),
    };

    private static string Subject(IncidentNotice notice) =>
        $"[{notice.Incident.Severity}] {notice.Incident.Tenant}: incident {notice.Incident.Id} {notice.What}, {Count(notice.Incident)}";

    private static string Count(IncidentView incident) => incident.Connectors == 1 ? $"connector {incident.Affected[0].Connector}" : $"{incident.Connectors} connectors";

    private static string Text(IncidentView incident)
    {
        var text = new StringBuilder();
        text.Append("Host: ").AppendLine(incident.Host);
        text.Append("Status: ").AppendLine(incident.Outcome.Length > 0 ? $"{incident.Status} ({incident.Outcome})" : incident.Status);
        text.Append("Cause: ").AppendLine(incident.Class.Length > 0 ? $"{incident.Class}: {incident.Cause}" : incident.Cause);
        text.Append("Connectors: ").AppendJoin(", ", incident.Affected.Take(Named).Select(one => one.Connector)).AppendLine(incident.Connectors > Named ? $" and {incident.Connectors - Named} more" : "");
        text.Append("Since: ").AppendLine(incident.OpenedAt.ToString("u"));
        text.Append("Look: supertrack incident show ").Append(incident.Tenant).Append('/').AppendLine(incident.Id);
        if (incident.Outcome.Length == 0 && incident.AcknowledgedBy.Length == 0)
            text.Append("Seen it: supertrack incident acknowledge ").Append(incident.Tenant).Append('/').AppendLine(incident.Id);
        return text.ToString();
    }

    private sealed record Event(string Type, DateTimeOffset Timestamp, IncidentView Data);
}
