using Orleans.Dashboard;
using Orleans.Hosting;
using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Silo.Access;
using Supertrack.Silo.Cluster;
using Supertrack.Silo.Hosting;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo;

/// <summary>Microsoft Orleans: a cluster of one on this machine, or several silos over PostgreSQL where a connection string is set.</summary>
internal static partial class Engine
{
    public const string Name = "Orleans";

    /// <summary>The provider of streams of events; subscriptions are kept beside it.</summary>
    private const string EventStreams = "events";
    private const string Subscriptions = "PubSubStore";

    public static void Add(WebApplicationBuilder builder, DataFolder data)
    {
        var settings = SettingsReader.Read(builder.Configuration).Cluster;
        Check(settings);
        builder.Services.AddSingleton<IDeadLetters, EngineDeadLetters>();
        string[] storage = settings.Cosmos is { Length: > 0 } ? [Subscriptions] : [StorageNames.Provider, Subscriptions];
        builder.Host.UseOrleans(silo =>
        {
            if (settings.IsShared) silo.UsePostgres(settings, storage);
            else silo.UseThisMachine(settings, data.Engine, storage);
            AddCosmos(silo, settings, StorageNames.Provider);
            AddEventHubs(silo, settings);
            if (settings.EventHubs is null) silo.AddMemoryStreams(EventStreams);
            silo.AddActivityPropagation();
            silo.AddIncomingGrainCallFilter<AccessFilter>();
            silo.AddDashboard();
        });
    }

    /// <summary>Orleans' dashboard. It has no authentication of its own, so all of its routes lie under /api, where a key is asked for, and need an administrator of the whole installation.</summary>
    public static void Map(WebApplication app) => app.MapOrleansDashboard("/api/v1/engine").ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
    {
        CallerAuthentication.Require(context.HttpContext, Caller.AnyTenant, Role.Administrator);
        return await next(context);
    });

    /// <summary>What a person can do when the cluster's database is not there; null for any other error.</summary>
    public static string? DescribeStartFailure(Exception error) => error is System.Data.Common.DbException
        ? $"The cluster's database cannot be used: {error.Message}. Check that it runs and that {ClusterSettings.Section}:ConnectionString is right."
        : null;

    static partial void AddCosmos(ISiloBuilder silo, ClusterSettings settings, string provider);

    static partial void AddEventHubs(ISiloBuilder silo, ClusterSettings settings);

    /// <exception cref="SettingsException">The build lacks what the settings ask for, or an address is none.</exception>
    private static void Check(ClusterSettings settings)
    {
#if !ORLEANS_AZURE
        if (settings.Cosmos is { Length: > 0 } || settings.EventHubs is not null)
            throw new SettingsException($"{ClusterSettings.Section}: Cosmos and EventHubs are not in this build. Build it with -p:Engine=Orleans -p:OrleansAzure=true.");
#endif
        if (settings.AdvertisedAddress is { } address && !System.Net.IPAddress.TryParse(address, out _))
            throw new SettingsException($"{ClusterSettings.Section}:AdvertisedAddress is '{address}': use an IP address of this machine.");
    }
}
