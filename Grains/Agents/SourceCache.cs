using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Agents;

namespace Supertrack.Grains.Agents;

/// <summary>
/// Opens sources, and remembers for a while what their streams look like so that a run does not discover before every chunk. Discovery that asks
/// the source is repeated after ten minutes.
/// </summary>
public sealed class SourceCache(ISourceOpener opener, TimeProvider clock)
{
    private const int MostEntries = 1_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (IReadOnlyDictionary<string, StreamDescriptor> Streams, long At)> _streams = new();

    /// <exception cref="ConnectorException">The manifest or the configuration is wrong.</exception>
    public IOpenedSource Open(SourceOrder order, TenantReach reach, Func<IHttpTransport, IHttpTransport>? through = null)
    {
        ArgumentNullException.ThrowIfNull(order);
        return opener.Open(new SourceRequest
        {
            Tenant = order.Tenant,
            Reach = reach,
            Name = order.Connector,
            Manifest = order.Manifest,
            Config = order.Config,
            Through = through,
        });
    }

    /// <exception cref="ConnectorException">The source could not be asked.</exception>
    public async Task<IReadOnlyDictionary<string, StreamDescriptor>> StreamsAsync(SourceOrder order, TenantReach reach, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{order.Tenant}\n{order.Connector}\n{order.Manifest}\n{order.Config}")));
        if (_streams.TryGetValue(key, out var known) && clock.GetElapsedTime(known.At) < Kept)
            return known.Streams;
        var found = await Open(order, reach).DiscoverAsync(cancellationToken);
        var streams = found.ToDictionary(stream => stream.Name, StringComparer.Ordinal);
        if (_streams.Count >= MostEntries)
            _streams.Clear();
        _streams[key] = (streams, clock.GetTimestamp());
        return streams;
    }
}
