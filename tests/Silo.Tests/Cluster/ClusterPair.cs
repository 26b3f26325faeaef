using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Supertrack.Silo.Demo;
using Supertrack.Silo.Hosting;

namespace Supertrack.Silo.Tests.Cluster;

/// <summary>Two silos of one cluster over PostgreSQL, in this process, configured as a person would.</summary>
internal sealed class ClusterPair : IAsyncDisposable
{
    private readonly WebApplication[] _silos;

    private ClusterPair(WebApplication[] silos) => _silos = silos;

    public IGrainFactory First => _silos[0].Services.GetRequiredService<IGrainFactory>();

    public IGrainFactory Second => _silos[1].Services.GetRequiredService<IGrainFactory>();

    public static async Task<ClusterPair> StartAsync(string database, string folder)
    {
        var silos = Enumerable.Range(0, 2).Select(number => Build(number, database, folder)).ToArray();
        await Task.WhenAll(silos.Select(silo => silo.StartAsync()));
        return new ClusterPair(silos);
    }

    private static WebApplication Build(int number, string database, string folder) => SiloHost.Build(
    [
        "--data", Path.Combine(folder, $"silo-{number}"), "--urls", "http://127.0.0.1:0",
        "--Supertrack:KeyFile", Path.Combine(folder, "shared.key"),
        "--Supertrack:Cluster:ConnectionString", database,
        "--Supertrack:Cluster:AdvertisedAddress", "127.0.0.1",
        "--Supertrack:Cluster:SiloPort", SiloProcess.FreePort().ToString(CultureInfo.InvariantCulture),
        "--Supertrack:Cluster:GatewayPort", SiloProcess.FreePort().ToString(CultureInfo.InvariantCulture),
        "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Error",
    ]);

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.StopAsync();
            await silo.DisposeAsync();
        }
        // The next test's silos need the server's connections.
        Npgsql.NpgsqlConnection.ClearAllPools();
    }
}
