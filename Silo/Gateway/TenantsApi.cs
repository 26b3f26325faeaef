using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Tenants;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

internal static class TenantsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var tenants = api.MapGroup("/tenants").WithTags("Tenants");
        tenants.MapPost("/", CreateAsync).WithName("createTenant").Produces<TenantView>(201);
        tenants.MapGet("/", ListAsync).WithName("listTenants");
        tenants.MapGet("/{tenant}", GetAsync).WithName("getTenant").Produces<TenantView>();
        tenants.MapPut("/{tenant}", UpdateAsync).WithName("updateTenant").Produces<TenantView>();
        tenants.MapGet("/{tenant}/egress", EgressAsync).WithName("getTenantEgress").Produces<TenantEgress>();
        tenants.MapPut("/{tenant}/egress", SetEgressAsync).WithName("setTenantEgress").Produces<TenantEgress>();
    }

    private static async Task<IResult> CreateAsync(CreateTenantBody body, IGrainFactory grains, HttpContext context)
    {
        // A tenant that does not exist yet has no keys of its own.
        CallerAuthentication.Require(context, Caller.AnyTenant, Role.Administrator);
        if (!Identifier.IsValid(body.Id))
            throw new InvalidRequestException("invalid_name", $"'{body.Id}' cannot be a tenant's id: use {Identifier.Rule}.");
        var view = await grains.GetGrain<ITenantGrain>(body.Id).CreateAsync(new TenantSettings { Name = body.Name ?? "", SchemaPolicy = body.SchemaPolicy ?? "propagate_all" });
        return Answers.Created(context, $"/api/v1/tenants/{view.Id}", view, view.Etag);
    }

    private static Task<ListView> ListAsync(int? limit, string? cursor, IReadModel lists, HttpContext context)
    {
        var caller = CallerAuthentication.Of(context);
        return Lists.PageAsync(lists, "tenant", caller.Tenant == Caller.AnyTenant ? null : caller.Tenant, null, limit, cursor, context.RequestAborted);
    }

    private static async Task<IResult> GetAsync(string tenant, IGrainFactory grains, HttpContext context)
    {
        var view = await grains.GetGrain<ITenantGrain>(tenant).GetAsync();
        return Answers.Ok(context, view, view.Etag);
    }

    private static async Task<IResult> EgressAsync(string tenant, IGrainFactory grains, HttpContext context)
    {
        var egress = await grains.GetGrain<ITenantGrain>(tenant).GetEgressAsync();
        return Answers.Ok(context, egress, egress.Etag);
    }

    private static async Task<IResult> SetEgressAsync(string tenant, EgressBody body, IGrainFactory grains, HttpContext context)
    {
        var egress = await grains.GetGrain<ITenantGrain>(tenant).SetEgressAsync(body.Egress(), Answers.IfMatch(context));
        return Answers.Ok(context, egress, egress.Etag);
    }

    private static async Task<IResult> UpdateAsync(string tenant, UpdateTenantBody body, IGrainFactory grains, HttpContext context)
    {
        var view = await grains.GetGrain<ITenantGrain>(tenant).UpdateAsync(new TenantSettings { Name = body.Name ?? "", SchemaPolicy = body.SchemaPolicy ?? "propagate_all" }, Answers.IfMatch(context));
        return Answers.Ok(context, view, view.Etag);
    }
}
