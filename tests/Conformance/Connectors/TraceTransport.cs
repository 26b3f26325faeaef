using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Conformance.Connectors;

/// <summary>Answers requests from a trace: the first unused exchange of the same method, URL and body, else the last used one.</summary>
internal sealed class TraceTransport : IHttpTransport
{
    private readonly Dictionary<string, List<JsonNode>> _exchanges = [];
    private readonly Dictionary<string, int> _used = [];

    private readonly RequestOrder _order;

    public TraceTransport(TracedStream stream, RequestOrder order)
    {
        _order = order;
        foreach (var exchange in stream.Requests)
        {
            var key = RequestKey.Of(exchange!);
            if (!_exchanges.TryGetValue(key, out var list)) _exchanges[key] = list = [];
            list.Add(exchange!);
        }
    }

    /// <summary>The requests of the trace.</summary>
    public IEnumerable<string> Recorded => _exchanges.SelectMany(pair => pair.Value.Select(_ => pair.Key));

    public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_used) return Answer(request);
    }

    private HttpExchangeResponse Answer(HttpExchangeRequest request)
    {
        var key = RequestKey.Of(request.Method, request.Url, request.Body is { } body ? Encoding.UTF8.GetString(body.Span) : null, request.Headers);
        _order.Add(key, request.Stream);
        if (!_exchanges.TryGetValue(key, out var list))
            throw new HttpTransportException(TransportFailure.NotRecorded, $"The trace has no answer to {key}");
        var index = _used.GetValueOrDefault(key);
        _used[key] = index + 1;
        var exchange = list[Math.Min(index, list.Count - 1)];
        return new HttpExchangeResponse
        {
            Status = exchange["status"]!.GetValue<int>(),
            Headers = [.. (exchange["responseHeaders"] as JsonObject ?? []).Select(header => KeyValuePair.Create(header.Key, header.Value!.ToString()))],
            Body = new MemoryStream(BodyOf(exchange["response"])),
        };
    }

    private static byte[] BodyOf(JsonNode? response) => response switch
    {
        JsonObject { Count: 1 } map when map["base64"] is { } bytes => Convert.FromBase64String(bytes.GetValue<string>()),
        JsonValue value when value.TryGetValue(out string? plain) => Encoding.UTF8.GetBytes(plain),
        _ => Encoding.UTF8.GetBytes(response?.ToJsonString() ?? ""),
    };
}
