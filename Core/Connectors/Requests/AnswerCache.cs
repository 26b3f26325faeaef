using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>Answers to GET requests of streams that are parents of others, so that a parent is asked once a session. Bounded; the oldest go first.</summary>
internal sealed class AnswerCache
{
    private const long MaxBytes = 64 << 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, CachedAnswer> _answers = [];
    private readonly Queue<string> _order = new();
    private long _bytes;

    public CachedAnswer? Find(HttpExchangeRequest request)
    {
        var key = Key(request);
        lock (_gate) return _answers.GetValueOrDefault(key);
    }

    public void Store(HttpExchangeRequest request, CachedAnswer answer)
    {
        if (answer.Body.Length > MaxBytes / 4) return;
        var key = Key(request);
        lock (_gate)
        {
            if (!_answers.TryAdd(key, answer)) return;
            _order.Enqueue(key);
            _bytes += answer.Body.Length;
            while (_bytes > MaxBytes && _order.TryDequeue(out var oldest))
                if (_answers.Remove(oldest, out var dropped)) _bytes -= dropped.Body.Length;
        }
    }

    public static bool Allows(HttpExchangeRequest request) => request.Method is "GET" or "HEAD";

    private static string Key(HttpExchangeRequest request) =>
        $"{request.Method} {request.Url}\n{string.Join('\n', request.Headers.Select(header => $"{header.Key.ToLowerInvariant()}:{header.Value}").Order(StringComparer.Ordinal))}"
        + (request.Body is { } body ? "\n" + Convert.ToBase64String(body.Span) : "");
}

internal sealed record CachedAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);
