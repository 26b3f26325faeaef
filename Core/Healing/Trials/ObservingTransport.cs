using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Classification.Answers;
using Supertrack.Core.Healing.Strategies;

namespace Supertrack.Core.Healing.Trials;

/// <summary>Patience of a trial.</summary>
public sealed record TrialPatience
{
    /// <summary>Times one request is repeated after a failure that passes. Default 8.</summary>
    public int Repeats { get; init; } = 8;

    /// <summary>Longest wait where the answer names none. Default 1 s.</summary>
    public TimeSpan LongestUnasked { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>First wait where the answer names none; doubles. Default 100 ms.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest single wait; an answer that asks for more ends the trial. Default 65 s: the window of a limit by the minute.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(65);

    /// <summary>Largest answer read, in bytes. Default 64 MiB.</summary>
    public int MaxBody { get; init; } = 64 << 20;

    /// <summary>Exchanges kept as evidence. Default 50.</summary>
    public int KeptExchanges { get; init; } = 50;
}

/// <summary>Passes requests on, waits out what passes by itself, and ends the read at the first answer that calls for a change.</summary>
internal sealed class ObservingTransport(IHttpTransport inner, TimeProvider clock, TrialPatience patience, int maxRequests) : IHttpTransport
{
    private readonly List<ObservedExchange> _exchanges = [];
    private readonly List<SurvivedFailure> _survived = [];

    /// <summary>Answers that came well, those of token endpoints left out.</summary>
    public int Pages { get; private set; }

    /// <summary>Access tokens that were fetched.</summary>
    public int Tokens { get; private set; }

    public IReadOnlyList<ObservedExchange> Exchanges => _exchanges;

    public IReadOnlyList<SurvivedFailure> Survived => _survived;

    public TrialFailure? Failure { get; private set; }

    public int Requests { get; private set; }

    public void Forgive(Diagnosis diagnosis)
    {
        Failure = null;
        Survive(diagnosis);
    }

    public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (++Requests > maxRequests) throw Stop(new Diagnosis(FailureClass.PaginationInvalid, $"more than {maxRequests} requests without an end", false, null, [], NextAction.ChangePagination), null);
            var (exchange, failure) = await ExchangeAsync(request, cancellationToken);
            if (failure is null) return Pass(exchange!);
            if (!Passing(failure) || attempt >= patience.Repeats) throw Stop(failure, exchange);
            var wait = failure.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Max(0.02, seconds)) : Shorter(patience.FirstWait * Math.Pow(2, attempt), patience.LongestUnasked);
            if (wait > patience.LongestWait) throw Stop(failure, exchange);
            Survive(failure);
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private static TimeSpan Shorter(TimeSpan first, TimeSpan second) => first < second ? first : second;

    private async Task<(ObservedExchange? Exchange, Diagnosis? Failure)> ExchangeAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await using var response = await inner.SendAsync(request, cancellationToken);
            var exchange = await ReadAsync(request, response, cancellationToken);
            return (exchange, Sound(exchange) ? null : Classify(request, exchange.Status, exchange.Headers, exchange.Body, null));
        }
        catch (HttpTransportException exception)
        {
            return (null, Classify(request, 0, new Dictionary<string, string>(), "", $"{exception.Failure}: {exception.Message}"));
        }
    }

    // 200 is not yet an answer: a page instead of data, a cut body or an error inside are failures too.
    private static bool Sound(ObservedExchange exchange)
    {
        if (exchange.Status is < 200 or >= 300) return false;
        if (exchange.Body.Length == 0) return true;
        if (exchange.Json is null) return exchange.Headers.GetValueOrDefault("Content-Type") is { } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase) && !type.Contains("html", StringComparison.OrdinalIgnoreCase) && exchange.Body.TrimStart()[0] is not ('{' or '[' or '<');
        return exchange.Json is not JsonObject root || !(Accuses(root) || (JsonFailure.IsReported(root) && !RecordLists.Of(root).Any()));
    }

    private static bool Accuses(JsonObject root) =>
        root["errors"] is JsonArray { Count: > 0 } || root["error"] is JsonObject { Count: > 0 } || (root["error"] is JsonValue text && text.ToString() is { Length: > 0 } and not "false" and not "0") || root["ok"]?.ToString() == "false";

    private Diagnosis Classify(HttpExchangeRequest request, int status, IReadOnlyDictionary<string, string> headers, string body, string? error) =>
        FailureClassifier.Classify(new FailureSample(request.Method, request.Url, status, headers, body, error, null), clock.GetUtcNow());

    private static bool Passing(Diagnosis diagnosis) => diagnosis.Class is FailureClass.RateLimited or FailureClass.Transient or FailureClass.Maintenance or FailureClass.Network;

    private HttpExchangeResponse Pass(ObservedExchange exchange)
    {
        if (exchange.GivesToken) Tokens++;
        else Pages++;
        if (_exchanges.Count < patience.KeptExchanges) _exchanges.Add(exchange);
        return new HttpExchangeResponse { Status = exchange.Status, Headers = [.. exchange.Headers], Body = new MemoryStream(Encoding.UTF8.GetBytes(exchange.Body)) };
    }

    private async Task<ObservedExchange> ReadAsync(HttpExchangeRequest request, HttpExchangeResponse response, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await response.Body.ReadAsync(chunk, cancellationToken)) > 0 && buffer.Length < patience.MaxBody) buffer.Write(chunk, 0, read);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in response.Headers) headers[name] = headers.TryGetValue(name, out var before) ? $"{before}, {value}" : value;
        var body = request.Body is { } sent ? Encoding.UTF8.GetString(sent.Span) : null;
        return new ObservedExchange(request.Method, request.Url, request.Headers, body, response.Status, headers, Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private void Survive(Diagnosis diagnosis)
    {
        if (_survived.TrueForAll(other => other.Diagnosis.Class != diagnosis.Class)) _survived.Add(new SurvivedFailure(diagnosis, Pages));
    }

    private HttpTransportException Stop(Diagnosis diagnosis, ObservedExchange? exchange)
    {
        Failure = new TrialFailure(diagnosis, exchange, Pages);
        return new HttpTransportException(TransportFailure.Refused, diagnosis.Cause);
    }
}
