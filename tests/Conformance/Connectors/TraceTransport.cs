using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Conformance.Connectors;

/// <summary>Answers requests from a trace: the first unused exchange of the same method, URL and body, else the last used one.</summary>
internal sealed class TraceTransport : IHttpTransport
{
    private readonly Dictionary<string, List<JsonNode>> _exchanges = [];
    private readonly Dictionary<string, int> _used = [];

    public TraceTransport(TracedStream stream)
    {
        foreach (var exchange in stream.Requests)
        {
            var key = RequestKey.Of(exchange!["method"]!.GetValue<string>(), exchange["url"]!.GetValue<string>(), exchange["body"]?.GetValue<string>());
            if (!_exchanges.TryGetValue(key, out var list)) _exchanges[key] = list = [];
            list.Add(exchange);
        }
    }

    public List<string> Made { get; } = [];

    public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        var key = RequestKey.Of(request.Method, request.Url, request.Body is { } body ? Encoding.UTF8.GetString(body.Span) : null);
        Made.Add(key);
        if (!_exchanges.TryGetValue(key, out var list))
            throw new HttpTransportException(TransportFailure.NotRecorded, $"The trace has no answer to {key}");
        var index = _used.GetValueOrDefault(key);
        _used[key] = index + 1;
        var exchange = list[Math.Min(index, list.Count - 1)];
        var response = exchange["response"];
        var text = response is JsonValue value && value.TryGetValue(out string? plain) ? plain : response?.ToJsonString() ?? "";
        return Task.FromResult(new HttpExchangeResponse
        {
            Status = exchange["status"]!.GetValue<int>(),
            Headers = [.. (exchange["responseHeaders"] as JsonObject ?? []).Select(header => KeyValuePair.Create(header.Key, header.Value!.ToString()))],
            Body = new MemoryStream(Encoding.UTF8.GetBytes(text)),
        });
    }
}
