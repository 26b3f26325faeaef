using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Budgets;
using Supertrack.Core.Syncing;
using Supertrack.Stores.Http;

namespace Supertrack.Silo.Hosting;

/// <summary>Opens manifests of every kind; a manifest is parsed once, however many chunks are read with it.</summary>
internal sealed class SourceOpener(PolicedTransports transports, ReachLimits limits, IHostPaces paces, TimeProvider clock) : ISourceOpener
{
    private const int MostParsed = 500;

    // Longer waits are the run's to keep: it gives its worker back meanwhile.
    private static readonly SourceOptions Options = new() { MaxWait = TimeSpan.FromMinutes(1), StopAtUnknownRefusals = true };

    private readonly ConcurrentDictionary<string, ConnectorManifest> _parsed = new(StringComparer.Ordinal);

    public IOpenedSource Open(SourceRequest request)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(request.Name + "\n" + request.Manifest)));
        if (_parsed.Count >= MostParsed)
            _parsed.Clear();
        var source = _parsed.GetOrAdd(hash, _ => ConnectorManifest.Parse(request.Manifest, request.Name));
        var transport = new PacedTransport(transports.For(request.Tenant, limits.Policy(request.Reach)), paces, request.Tenant, clock);
        var through = request.Through is { } wrap ? wrap(transport) : transport;
        return source.Open(JsonNode.Parse(request.Config)!.AsObject(), through, limits.Places(request.Reach), clock, Options);
    }
}
