using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Silo.Access;
using Supertrack.Silo.Hosting;

namespace Supertrack.Silo.Gateway;

/// <summary>Hosts that have refused a tenant's requests for being too many, and the pace that is kept since.</summary>
internal static class HostsApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/tenants/{tenant}/hosts", ListAsync).WithTags("Connectors").WithName("listHosts");

    private static Task<ListView> ListAsync(string tenant, int? limit, string? cursor, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        return Lists.PageAsync(lists, HostPaces.Kind, tenant, null, limit, cursor, context.RequestAborted);
    }
}
