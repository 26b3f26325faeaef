using Supertrack.Grains.Interfaces.Incidents;
using Supertrack.Grains.Interfaces.Notifications;
using Supertrack.Grains.Tests.Connectors;

namespace Supertrack.Grains.Tests.Notifications;

internal static class Notices
{
    public static IncidentNotice Opened(long number, DateTimeOffset at, string what = "opened", string acknowledgedBy = "") => new()
    {
        Id = $"acme.api.example.com.{number}",
        Number = number,
        What = what,
        At = at,
        Incident = new IncidentView
        {
            Id = "1@api.example.com",
            Tenant = TestSilo.Tenant,
            Host = "api.example.com",
            Status = "open",
            Severity = "error",
            Kind = "route",
            OpenedAt = at,
            LastFailureAt = at,
            AcknowledgedBy = acknowledgedBy,
            Connectors = 1,
            Affected = [new AffectedView { Connector = "crm", Since = at }],
        },
    };
}
