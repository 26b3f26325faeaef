using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Budgets;

/// <summary>Tells whether a policy is for a request: method, scheme and host, a pattern in the path, parameters, headers. What is absent matches all.</summary>
internal sealed record RequestMatcher
{
    public string? Method { get; init; }

    public string? UrlBase { get; init; }

    public Regex? Path { get; init; }

    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How many calls one such request counts for.</summary>
    public int Weight { get; init; } = 1;

    public bool Matches(HttpExchangeRequest request)
    {
        if (Method is not null && !string.Equals(Method, request.Method, StringComparison.OrdinalIgnoreCase)) return false;
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url)) return false;
        if (UrlBase is not null && $"{url.Scheme}://{url.Authority}" != UrlBase.TrimEnd('/')) return false;
        if (Path is not null && !Path.IsMatch(url.AbsolutePath.TrimEnd('/'))) return false;
        if (Parameters.Count > 0)
        {
            var query = UrlText.Query(request.Url);
            if (Parameters.Any(parameter => query.GetValueOrDefault(parameter.Key) != parameter.Value)) return false;
        }
        return Headers.All(wanted => request.Headers.Any(header =>
            header.Key.Equals(wanted.Key, StringComparison.OrdinalIgnoreCase) && header.Value == wanted.Value));
    }
}
