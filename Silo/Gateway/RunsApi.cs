using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

internal static class RunsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/tenants/{tenant}/connectors/{connector}/runs").WithTags("Runs");
        runs.MapPost("/", StartAsync).WithName("startRun").Produces<RunView>(202);
        runs.MapGet("/", ListAsync).WithName("listRuns");
        runs.MapGet("/{run}", GetAsync).WithName("getRun").Produces<RunView>();
        runs.MapPost("/{run}/cancel", CancelAsync).WithName("cancelRun").Produces<RunView>();
        api.MapGet("/tenants/{tenant}/runs", ListAllAsync).WithTags("Runs").WithName("listAllRuns");
    }

    private static async Task<IResult> StartAsync(string tenant, string connector, StartRunBody? body, IGrainFactory grains, HttpContext context)
    {
        var request = new RunRequest { Streams = body?.Streams ?? [], FullRefresh = body?.FullRefresh ?? false, Trigger = "api" };
        var view = await ConnectorsApi.Grain(grains, tenant, connector).StartRunAsync(request);
        return Answers.Accepted(context, $"/api/v1/tenants/{tenant}/connectors/{connector}/runs/{view.Id}", view);
    }

    private static Task<ListView> ListAsync(string tenant, string connector, int? limit, string? cursor, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        return Lists.PageAsync(lists, "run", tenant, connector, limit, cursor, context.RequestAborted);
    }

    private static Task<ListView> ListAllAsync(string tenant, int? limit, string? cursor, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        return Lists.PageAsync(lists, "run", tenant, null, limit, cursor, context.RequestAborted);
    }

    private static async Task<IResult> GetAsync(string tenant, string connector, string run, IGrainFactory grains, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        // Runs that are over no longer change: the list knows those that the connector has forgotten.
        if (await lists.FindAsync("run", tenant, $"{connector}/{run}", context.RequestAborted) is { Active: false } over)
            return Results.Text(over.Body, "application/json");
        return Answers.Ok(context, await ConnectorsApi.Grain(grains, tenant, connector).GetRunAsync(run));
    }

    private static async Task<IResult> CancelAsync(string tenant, string connector, string run, IGrainFactory grains, HttpContext context)
    {
        var grain = ConnectorsApi.Grain(grains, tenant, connector);
        var view = await grain.GetRunAsync(run);
        return Answers.Ok(context, view.FinishedAt is null ? await grain.CancelAsync() : view);
    }
}
