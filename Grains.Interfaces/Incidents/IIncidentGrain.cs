using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Interfaces.Incidents;

/// <summary>The incidents of one host of one tenant; the key is <c>tenant/host</c>.</summary>
[Alias("supertrack.incident-grain")]
public interface IIncidentGrain : IGrainWithStringKey
{
    /// <summary>A connector tells how it stands with the host. The same report twice changes nothing.</summary>
    [Alias("report")]
    Task ReportAsync(HealthReport report);

    /// <summary>A connector asks whether it may search its repair now. One searches at a time, and the others wait while the first tries it for all.</summary>
    /// <returns>Null to go on; else when to ask again. The grain also calls when the turn has come.</returns>
    [Alias("take-turn")]
    Task<DateTimeOffset?> TakeTurnAsync(string connector, int repair);

    /// <exception cref="Errors.NotFoundException">The host has no such incident, or it is long over.</exception>
    [Alias("get"), RequiresRole(Role.Viewer)]
    Task<IncidentView> GetAsync(string incident);

    /// <summary>A person has seen it: no further channel is told.</summary>
    /// <exception cref="Errors.ConflictException">It is over.</exception>
    [Alias("acknowledge"), RequiresRole(Role.Operator)]
    Task<IncidentView> AcknowledgeAsync(string incident, string note);

    /// <summary>Ends it, whatever still fails; the next failure opens it again.</summary>
    /// <exception cref="Errors.ConflictException">It is over.</exception>
    [Alias("resolve"), RequiresRole(Role.Operator)]
    Task<IncidentView> ResolveAsync(string incident, string reason);

    [Alias("comment"), RequiresRole(Role.Operator)]
    Task<IncidentView> CommentAsync(string incident, string text);
}
