using System.Net;
using System.Net.Sockets;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Stores.Http;

/// <summary>Opens the sockets. A name is resolved once and the connection goes to the very address that was judged, so a name server that changes
/// its answer gains nothing.</summary>
internal sealed class EgressConnector(EgressPolicy policy, Uri? proxy)
{
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) => ConnectAsync(context.DnsEndPoint, cancellationToken);

    /// <exception cref="HttpTransportException">The policy allows none of its addresses, or the name has none.</exception>
    /// <exception cref="SocketException">Nobody answers there.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(endpoint.Host, cancellationToken);
        var isProxy = proxy is not null && proxy.IdnHost.Equals(endpoint.Host, StringComparison.OrdinalIgnoreCase) && proxy.Port == endpoint.Port;
        var allowed = isProxy ? addresses : [.. addresses.Where(policy.Allows)];
        if (allowed.Length == 0)
            throw new HttpTransportException(TransportFailure.Refused,
                $"The egress policy does not allow {endpoint.Host} ({string.Join(", ", addresses.Take(3).Select(a => a.ToString()))}); an administrator can allow the network.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal)) return [literal];
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException error)
        {
            throw new HttpTransportException(TransportFailure.NameResolution, $"The host {host} cannot be resolved; check the URL.", error);
        }
    }
}
