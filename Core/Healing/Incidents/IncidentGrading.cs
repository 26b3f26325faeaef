namespace Supertrack.Core.Healing.Incidents;

/// <summary>Status and severity as they follow from what is known.</summary>
internal static class IncidentGrading
{
    public static IncidentState Graded(IncidentState incident, IncidentPolicy policy)
    {
        if (incident.IsOver)
            return incident;
        var severity = Severity(incident, policy);
        return incident with { Status = Status(incident), Severity = severity, Worst = severity > incident.Worst ? severity : incident.Worst };
    }

    private static IncidentStatus Status(IncidentState incident) =>
        incident.Ailing.Any(IsRepaired) ? IncidentStatus.Repairing
        : incident.AcknowledgedBy.Length > 0 ? IncidentStatus.Acknowledged
        : incident.ReopenedAt is not null ? IncidentStatus.Reopened
        : IncidentStatus.Open;

    private static IncidentSeverity Severity(IncidentState incident, IncidentPolicy policy)
    {
        if (incident.Kind == CauseKind.Platform)
            return IncidentSeverity.Critical;
        var ailing = incident.Ailing.ToList();
        if (ailing.Count == 0)
            return incident.Severity;
        // While one connector tries the repair for all, the others are waiting for it and not for a person.
        var left = ailing.Exists(IsRepaired) ? ailing.Count(one => one.Repairs.Count > 0 && one.Repairs[^1].NeedsPerson) : ailing.Count;
        return left == 0 ? IncidentSeverity.Warning
            : left >= policy.ManyConnectors ? IncidentSeverity.Critical
            : IncidentSeverity.Error;
    }

    private static bool IsRepaired(AffectedConnector one) => one.Repairs.Count > 0 && one.Repairs[^1].Works;
}
