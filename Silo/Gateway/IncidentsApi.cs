using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Incidents;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

/// <summary>Incidents: what fails of one cause at one host, and what people say to it.</summary>
internal static class IncidentsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("/tenants/{tenant}/incidents").WithTags("Incidents");
        incidents.MapGet("/", ListAsync).WithName("listIncidents");
        incidents.MapGet("/{incident}", GetAsync).WithName("getIncident").Produces<IncidentView>();
        incidents.MapPost("/{incident}/acknowledge", AcknowledgeAsync).WithName("acknowledgeIncident").Produces<IncidentView>();
        incidents.MapPost("/{incident}/resolve", ResolveAsync).WithName("resolveIncident").Produces<IncidentView>();
        incidents.MapPost("/{incident}/comments", CommentAsync).WithName("commentIncident").Produces<IncidentView>();
    }

    private static Task<ListView> ListAsync(string tenant, string? host, bool? open, int? limit, string? cursor, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        return Lists.PageAsync(lists, open == true ? "incident-open" : "incident", tenant, host, limit, cursor, context.RequestAborted);
    }

    private static async Task<IResult> GetAsync(string tenant, string incident, IGrainFactory grains, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        // Incidents that are over change only when they open again: the list knows those that their host has forgotten.
        if (await lists.FindAsync("incident", tenant, incident, context.RequestAborted) is { Active: false } over)
            return Results.Text(over.Body, "application/json");
        return Answers.Ok(context, await Grain(grains, tenant, incident).GetAsync(incident));
    }

    private static async Task<IResult> AcknowledgeAsync(string tenant, string incident, AcknowledgeBody? body, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant, incident).AcknowledgeAsync(incident, body?.Note ?? ""));

    private static async Task<IResult> ResolveAsync(string tenant, string incident, ResolveBody body, IGrainFactory grains, HttpContext context) =>
        string.IsNullOrWhiteSpace(body.Reason)
            ? throw new InvalidRequestException("reason_missing", "To resolve an incident needs a reason, which is kept with it. Add one.")
            : Answers.Ok(context, await Grain(grains, tenant, incident).ResolveAsync(incident, body.Reason));

    private static async Task<IResult> CommentAsync(string tenant, string incident, CommentBody body, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant, incident).CommentAsync(incident, body.Text ?? ""));

    private static IIncidentGrain Grain(IGrainFactory grains, string tenant, string incident) => grains.GetGrain<IIncidentGrain>(GrainKeys.OfIncident(tenant, incident));
}
