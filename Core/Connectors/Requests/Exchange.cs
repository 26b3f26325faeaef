using System.Text;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Reading;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>One request and its answer, counted, and answered from the session's cache where that is allowed.</summary>
internal static class Exchange
{
    /// <exception cref="HttpTransportException">No answer came.</exception>
    public static async Task<HttpAnswer> SendAsync(SourceSession session, HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        var cacheable = request.UseCache && session.Options.CacheParents && AnswerCache.Allows(request);
        if (cacheable && session.Cache.Find(request) is { } known)
            return new HttpAnswer(request, known.Status, known.Headers, BodyBuffer.Of(known.Body));
        await session.Budget.AcquireAsync(session, request, cancellationToken);
        session.CountRequest();
        await using var response = await session.Transport.SendAsync(request, cancellationToken);
        var body = await BodyBuffer.ReadAsync(response.Body, session.Options.MaxBodyBytes, cancellationToken);
        session.CountBytes(body.Length);
        if (cacheable && response.Status == 200) session.Cache.Store(request, new CachedAnswer(response.Status, response.Headers, body.Memory.ToArray()));
        var answer = new HttpAnswer(request, response.Status, response.Headers, body);
        session.Budget.Observe(session, request, answer);
        return answer;
    }

    /// <summary>A failure that names the request and the answer, without secrets.</summary>
    public static ConnectorException Failure(SourceSession session, FailureKind kind, string message, HttpExchangeRequest request, HttpAnswer? answer, Exception? inner = null)
    {
        var url = session.Secrets.Apply(request.Url);
        return new ConnectorException(kind, session.Secrets.Apply($"{request.Method} {url}: {message}"), inner)
        {
            Stream = request.Stream.Length == 0 ? null : request.Stream,
            Status = answer?.Status,
            Method = request.Method,
            Url = url,
            ResponseHeaders = answer?.Headers ?? [],
            ResponseBody = answer is null ? null : session.Secrets.Apply(Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, 4096)])),
        };
    }
}
