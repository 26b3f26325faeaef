using Orleans.Dashboard;
using Orleans.Hosting;
using Supertrack.Grains;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Silo.Access;
using Supertrack.Silo.Cluster;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo;

/// <summary>Microsoft Orleans: a cluster of one on this machine, or several silos over PostgreSQL where a connection string is set.</summary>
internal static class Engine
{
    public const string Name = "Orleans";

    public static void Add(WebApplicationBuilder builder, DataFolder data)
    {
        var settings = ClusterSettings.Read(builder.Configuration);
        builder.Host.UseOrleans(silo =>
        {
            if (settings.ConnectionString is { Length: > 0 }) silo.UsePostgres(settings, StorageNames.Provider);
            else silo.UseThisMachine(settings, data.Engine, StorageNames.Provider);
            silo.AddActivityPropagation();
            silo.AddIncomingGrainCallFilter<AccessFilter>();
            silo.AddDashboard();
        });
    }

    /// <summary>Orleans' dashboard. It has no authentication of its own, so all of its routes lie under /api, where a key is asked for, and need an administrator of the whole installation.</summary>
    public static void Map(WebApplication app) => app.MapOrleansDashboard("/api/v1/engine").AddEndpointFilter(async (context, next) =>
    {
        CallerAuthentication.Require(context.HttpContext, Caller.AnyTenant, Role.Administrator);
        return await next(context);
    });
}
