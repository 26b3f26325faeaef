using System.Text;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Tests.Connectors.Declarative;

/// <summary>Answers requests by a function and remembers them.</summary>
internal sealed class ScriptedTransport(Func<HttpExchangeRequest, (int Status, string Body)> answer) : IHttpTransport
{
    public List<HttpExchangeRequest> Requests { get; } = [];

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public IEnumerable<string> Urls => Requests.Select(request => request.Url);

    public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        var (status, body) = answer(request);
        return Task.FromResult(new HttpExchangeResponse { Status = status, Headers = Headers, Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) });
    }
}
