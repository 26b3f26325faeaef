using System.Net;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Stores.Http;

/// <summary>One request on the way through redirects.</summary>
internal sealed record Hop(string Method, Uri Uri, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte>? Body)
{
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(HttpMethod.Parse(Method), Uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (Body is { } body) message.Content = new ReadOnlyMemoryContent(body);
        foreach (var (name, value) in Headers)
        {
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Host", StringComparison.OrdinalIgnoreCase) && value == Uri.Authority) continue;
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }

    public static Uri Parse(HttpExchangeRequest request) =>
        Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")
            ? uri
            : throw new HttpTransportException(TransportFailure.Protocol, $"'{request.Url.Split('?')[0]}' is no http or https URL; check url_base and path.");
}
