using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Stores.Http;

/// <summary>
/// A transport with connections of its own for each owner and policy, so that no connection that one policy allowed is ever used under another. The longest
/// unused one gives way to a new one; it is disposed of when no exchange can be under way in it any more.
/// </summary>
/// <param name="options">Everything but the policy.</param>
/// <param name="most">Most transports that are kept.</param>
public sealed class PolicedTransports(HttpTransportOptions options, TimeProvider clock, int most = 256) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly Queue<(SocketsHttpTransport Transport, long At)> _retired = new();
    private bool _disposed;

    /// <summary>How many are ready; for tests and measurements.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _kept.Count;
        }
    }

    /// <param name="owner">Whose connections they are; nobody else's request travels on them.</param>
    public IHttpTransport For(string owner, EgressPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new Policed(this, Key(owner, policy), policy);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var kept in _kept.Values)
                kept.Transport.Dispose();
            foreach (var (transport, _) in _retired)
                transport.Dispose();
            _kept.Clear();
            _retired.Clear();
        }
    }

    /// <summary>Asked for every request, so that a source that outlives its transport goes on with a new one under the same policy.</summary>
    private SocketsHttpTransport Live(string key, EgressPolicy policy)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var now = clock.GetTimestamp();
            while (_retired.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At, now) > options.TotalTimeout)
                _retired.Dequeue().Transport.Dispose();
            if (!_kept.TryGetValue(key, out var kept))
            {
                if (_kept.Count >= most)
                    Retire(now);
                _kept[key] = kept = new Kept(new SocketsHttpTransport(options with { Egress = policy }));
            }
            kept.Used = now;
            return kept.Transport;
        }
    }

    private void Retire(long now)
    {
        var (key, oldest) = _kept.MinBy(pair => pair.Value.Used);
        _kept.Remove(key);
        _retired.Enqueue((oldest.Transport, now));
    }

    private static string Key(string owner, EgressPolicy policy) =>
        string.Join('\n', [owner, .. policy.Allowed.Select(network => network.ToString()), "hosts", .. policy.Hosts, "tenant", .. policy.TenantHosts]);

    private sealed class Kept(SocketsHttpTransport transport)
    {
        public SocketsHttpTransport Transport => transport;

        public long Used { get; set; }
    }

    private sealed class Policed(PolicedTransports transports, string key, EgressPolicy policy) : IHttpTransport
    {
        public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken) =>
            transports.Live(key, policy).SendAsync(request, cancellationToken);
    }
}
