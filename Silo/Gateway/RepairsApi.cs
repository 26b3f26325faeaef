using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

/// <summary>Repairs of connectors: what was noticed, tried and decided, and the decisions of people.</summary>
internal static class RepairsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var repairs = api.MapGroup("/tenants/{tenant}/connectors/{connector}/repairs").WithTags("Repairs");
        repairs.MapPost("/", StartAsync).WithName("startRepair").Produces<RepairView>(202);
        repairs.MapGet("/", ListAsync).WithName("listRepairs");
        repairs.MapGet("/{repair}", GetAsync).WithName("getRepair").Produces<RepairView>();
        repairs.MapPost("/{repair}/decisions", DecideAsync).WithName("decideRepair").Produces<RepairView>();
        api.MapGet("/tenants/{tenant}/repairs", ListAllAsync).WithTags("Repairs").WithName("listAllRepairs");
    }

    private static async Task<IResult> StartAsync(string tenant, string connector, RepairBody? body, IGrainFactory grains, HttpContext context)
    {
        var view = await ConnectorsApi.Grain(grains, tenant, connector).RepairAsync(body?.Streams ?? []);
        return Answers.Accepted(context, $"/api/v1/tenants/{tenant}/connectors/{connector}/repairs/{view.Id}", view);
    }

    private static Task<ListView> ListAsync(string tenant, string connector, int? limit, string? cursor, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        return Lists.PageAsync(lists, "repair", tenant, connector, limit, cursor, context.RequestAborted);
    }

    private static Task<ListView> ListAllAsync(string tenant, int? limit, string? cursor, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        return Lists.PageAsync(lists, "repair", tenant, null, limit, cursor, context.RequestAborted);
    }

    private static async Task<IResult> GetAsync(string tenant, string connector, string repair, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await ConnectorsApi.Grain(grains, tenant, connector).GetRepairAsync(repair));

    private static async Task<IResult> DecideAsync(string tenant, string connector, string repair, DecisionBody body, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await ConnectorsApi.Grain(grains, tenant, connector).DecideRepairAsync(
            repair, new RepairDecision { What = body.Decision, Reason = body.Reason ?? "" }));
}
