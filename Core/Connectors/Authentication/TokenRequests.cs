using System.Text;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Authentication;

/// <summary>Requests to token endpoints, repeated on rate limits and server faults.</summary>
internal static class TokenRequests
{
    private const int MaxAttempts = 8;

    public static HttpExchangeRequest Get(SourceSession session, string url, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        new() { Method = "GET", Url = UrlText.Prepare(url, ""), Headers = headers, Secrets = session.Secrets.Values };

    public static HttpExchangeRequest PostJson(SourceSession session, string url, DictValue body) => new()
    {
        Method = "POST",
        Url = UrlText.Prepare(url, ""),
        Headers = [KeyValuePair.Create("Content-Type", "application/json")],
        Body = Encoding.UTF8.GetBytes(JsonText.Python(body)),
        Secrets = session.Secrets.Values,
    };

    public static HttpExchangeRequest PostForm(SourceSession session, string url, DictValue form, DictValue parameters, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var all = headers.ToList();
        var body = UrlText.Encode(RequestBody.Pairs(form));
        if (body.Length > 0 && !all.Exists(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
            all.Add(KeyValuePair.Create("Content-Type", "application/x-www-form-urlencoded"));
        return new HttpExchangeRequest
        {
            Method = "POST",
            Url = UrlText.Prepare(url, UrlText.Encode(RequestBody.Pairs(parameters))),
            Headers = all,
            Body = body.Length > 0 ? Encoding.UTF8.GetBytes(body) : null,
            Secrets = session.Secrets.Values,
        };
    }

    public static async Task<HttpAnswer> SendAsync(SourceSession session, HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await Exchange.SendAsync(session, request, cancellationToken);
                if (answer.Status is not 429 and < 500 || attempt == MaxAttempts) return answer;
                answer.Dispose();
            }
            catch (HttpTransportException exception) when (!exception.Retryable || attempt == MaxAttempts)
            {
                throw Exchange.Failure(session, exception.Retryable ? FailureKind.Transient : FailureKind.Config, $"The token request failed: {exception.Message}", request, null, exception);
            }
            catch (HttpTransportException exception)
            {
                session.Note($"The token request failed and is repeated: {exception.Message}");
            }
            await session.WaitAsync(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), cancellationToken);
        }
    }
}
