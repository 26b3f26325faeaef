using System.Text;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>
/// Answers requests from a cassette and opens no socket: the first unused exchange of the same method, URL and body, else the last
/// used one; a request that nothing answers is an error that names the nearest exchange.
/// </summary>
public sealed class ReplayTransport : IHttpTransport
{
    /// <summary>Stands for every secret that was masked when recording.</summary>
    public const string Placeholder = CassetteMask.Masked;

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<CassetteExchange> _exchanges;
    private readonly Dictionary<string, Track> _tracks = new(StringComparer.Ordinal);

    public ReplayTransport(IReadOnlyList<CassetteExchange> exchanges)
    {
        _exchanges = exchanges;
        foreach (var exchange in exchanges)
        {
            var key = ExchangeKey.Of(exchange.Method, exchange.Url, exchange.Body);
            if (!_tracks.TryGetValue(key, out var track))
            {
                _tracks[key] = track = new Track();
            }

            track.Exchanges.Add(exchange);
        }
    }

    public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var exchange = Find(request) ?? throw NotRecorded(request);
        return Task.FromResult(new HttpExchangeResponse
        {
            Status = exchange.Status,
            Headers = exchange.ResponseHeaders,
            Body = BodyOf(exchange.Response),
        });
    }

    private static MemoryStream BodyOf(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Array is { } array
            ? new MemoryStream(array, segment.Offset, segment.Count, writable: false, publiclyVisible: true)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private CassetteExchange? Find(HttpExchangeRequest request)
    {
        var body = request.Body is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;
        lock (_gate)
        {
            if (_tracks.TryGetValue(ExchangeKey.Of(request.Method, request.Url, body), out var track))
            {
                return track.Next();
            }

            // A recorded cassette has its secrets masked: look for the request as it would have been written down.
            var masked = ExchangeKey.Of(
                request.Method, CassetteMask.Text(request.Url, request.Secrets),
                body is null ? null : CassetteMask.Text(body, request.Secrets));
            return _tracks.TryGetValue(masked, out track) ? track.Next() : null;
        }
    }

    private HttpTransportException NotRecorded(HttpExchangeRequest request)
    {
        var url = CassetteMask.Text(request.Url, request.Secrets);
        var asked = $"The recording holds no answer to {request.Method} {url}";
        return new HttpTransportException(TransportFailure.NotRecorded, NearestExchange.Of(_exchanges, request.Method, url) is { } nearest
            ? $"{asked}. The nearest is {nearest}. Record again, or correct the request."
            : $"{asked}; it holds nothing at all. Record again.");
    }

    /// <summary>The exchanges of one request in the order recorded.</summary>
    private sealed class Track
    {
        private int _next;

        public List<CassetteExchange> Exchanges { get; } = [];

        public CassetteExchange Next()
        {
            var exchange = Exchanges[Math.Min(_next, Exchanges.Count - 1)];
            _next = Math.Min(_next + 1, Exchanges.Count);
            return exchange;
        }
    }
}
