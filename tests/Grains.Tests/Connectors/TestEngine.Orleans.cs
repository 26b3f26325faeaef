using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Supertrack.Grains.Access;
using Supertrack.Silo.Cluster;
using Supertrack.Silo.Settings;

namespace Supertrack.Grains.Tests.Connectors;

internal static class TestEngine
{
    public static void Add(HostApplicationBuilder builder, string folder) => builder.UseOrleans(silo => silo
        .UseThisMachine(new ClusterSettings { SiloPort = FreePort(), GatewayPort = FreePort() }, folder, StorageNames.Provider)
        .AddIncomingGrainCallFilter<AccessFilter>());

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
