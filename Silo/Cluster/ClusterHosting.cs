using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo.Cluster;

/// <summary>Membership, grain state and reminders of a silo, by its settings.</summary>
internal static class ClusterHosting
{
    /// <summary>The name under which Npgsql registers with Orleans' ADO.NET providers.</summary>
    private const string Invariant = "Npgsql";

    /// <summary>Several silos over PostgreSQL; the tables are created when absent.</summary>
    /// <param name="silo">The silo to configure.</param>
    /// <param name="settings">With a connection string.</param>
    /// <param name="storage">Names of the grain storage providers.</param>
    public static ISiloBuilder UsePostgres(this ISiloBuilder silo, ClusterSettings settings, params string[] storage)
    {
        var connection = settings.ConnectionString ?? throw new ArgumentException($"{ClusterSettings.Section}:ConnectionString is missing", nameof(settings));
        silo.Services.AddHostedService(_ => new ClusterTablesStart(connection));
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.ClusterId, settings.ServiceId));
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, connection));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, connection));
        foreach (var name in storage)
        {
            silo.AddAdoNetGrainStorage(name, options => options.Configure<SystemTextJsonGrainStorageSerializer>((adoNet, json) =>
                (adoNet.Invariant, adoNet.ConnectionString, adoNet.GrainStorageSerializer) = (Invariant, connection, json)));
        }

        silo.Services.AddSingleton<SystemTextJsonGrainStorageSerializer>();
        return silo.UseEndpoints(settings);
    }

    /// <summary>A cluster of one, without a server: state and reminders in one SQLite file.</summary>
    /// <param name="silo">The silo to configure.</param>
    /// <param name="settings">Ports and names.</param>
    /// <param name="folder">Where the file lies.</param>
    /// <param name="storage">Names of the grain storage providers.</param>
    public static ISiloBuilder UseThisMachine(this ISiloBuilder silo, ClusterSettings settings, string folder, params string[] storage)
    {
        silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, serviceId: settings.ServiceId, clusterId: settings.ClusterId);
        silo.AddReminders();
        silo.Services.AddSingleton(_ => new LocalStore(Path.Combine(folder, "orleans.db")));
        silo.Services.AddSingleton<IReminderTable, LocalReminders>();
        silo.Services.AddSingleton<SystemTextJsonGrainStorageSerializer>();
        foreach (var name in storage)
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>(name, (services, _) => new LocalGrainStorage(
                name, services.GetRequiredService<LocalStore>(), services.GetRequiredService<SystemTextJsonGrainStorageSerializer>()));
        }

        return silo;
    }

    private static ISiloBuilder UseEndpoints(this ISiloBuilder silo, ClusterSettings settings) => settings.AdvertisedAddress is { } address
        ? silo.ConfigureEndpoints(IPAddress.Parse(address), settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: false)
        : silo.ConfigureEndpoints(settings.SiloPort, settings.GatewayPort);
}
