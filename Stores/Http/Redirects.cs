using Supertrack.Core.Connectors.Http;

namespace Supertrack.Stores.Http;

/// <summary>Follows redirects as browsers do (RFC 9110 15.4), except that no credential travels to another origin.</summary>
internal static class Redirects
{
    private static readonly string[] Harmless = ["Accept", "Accept-Language", "User-Agent", "Content-Type", "Accept-Encoding"];

    public static Hop First(HttpExchangeRequest request) => new(request.Method, Hop.Parse(request), request.Headers, request.Body);

    /// <summary>The next request, or null where the answer is final.</summary>
    public static Hop? Next(Hop hop, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location) return null;
        var target = new Uri(hop.Uri, location);
        if (target.Scheme is not ("http" or "https") || (hop.Uri.Scheme == "https" && target.Scheme == "http"))
            throw new HttpTransportException(TransportFailure.Refused, $"{hop.Uri.Host} redirects to {target.Scheme}://{target.Host}, which is not followed from {hop.Uri.Scheme}.");
        var next = hop with { Uri = target };
        if (status == 303 ? hop.Method is not ("GET" or "HEAD") : status is 301 or 302 && hop.Method == "POST") next = AsGet(next);
        return SameOrigin(hop.Uri, target) ? next : WithoutCredentials(next);
    }

    private static bool SameOrigin(Uri left, Uri right) =>
        left.Scheme == right.Scheme && left.IdnHost.Equals(right.IdnHost, StringComparison.OrdinalIgnoreCase) && left.Port == right.Port;

    private static Hop AsGet(Hop hop) =>
        hop with { Method = "GET", Body = null, Headers = [.. hop.Headers.Where(header => !header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))] };

    /// <summary>Keeps only headers that never hold a credential (an API key can be in any header) and drops a body, which may hold one too.</summary>
    private static Hop WithoutCredentials(Hop hop)
    {
        if (hop.Body is not null)
            throw new HttpTransportException(TransportFailure.Refused, $"A request with a body is redirected to another host ({hop.Uri.Host}); it is not sent there. Set the new address in the manifest.");
        return hop with { Headers = [.. hop.Headers.Where(header => Harmless.Contains(header.Key, StringComparer.OrdinalIgnoreCase))] };
    }
}
