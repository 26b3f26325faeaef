using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Supertrack.Lab.Records;

namespace Supertrack.Lab.Serving;

/// <summary>A request as the checks see it: path, query as it was sent, headers, and the body as JSON or form.</summary>
internal sealed class Incoming
{
    private readonly HttpRequest _request;
    private JsonNode? _json;
    private Dictionary<string, Microsoft.Extensions.Primitives.StringValues> _form = [];

    private Incoming(HttpRequest request)
    {
        _request = request;
        Path = request.Path.Value ?? "/";
        Query = [.. Pairs(request.QueryString.Value)];
    }

    public string Path { get; }

    public string Method => _request.Method;

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    public string RawQuery => _request.QueryString.Value ?? "";

    /// <summary>Scheme and host as the client wrote them.</summary>
    public string Origin => $"{_request.Scheme}://{_request.Host.Value}";

    public string BodyText { get; private set; } = "";

    /// <summary>The body as JSON, null when it is none.</summary>
    public JsonNode? Json => _json;

    public static async ValueTask<Incoming> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var incoming = new Incoming(request);
        if (request.ContentLength is > 0 || request.Headers.ContainsKey("Transfer-Encoding"))
        {
            await incoming.ReadBodyAsync(cancellationToken);
        }

        return incoming;
    }

    public string? Header(string name) => _request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    public string? QueryValue(string name)
    {
        foreach ((string key, string value) in Query)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A member of the body (dotted path of JSON, or a form field) as text.</summary>
    public string? BodyValue(string name)
    {
        if (_form.TryGetValue(name, out var values))
        {
            return values.ToString();
        }

        return _json is not null && FieldPath.Read(_json, name) is { } found ? ValueText.Of(found) : null;
    }

    /// <summary>A parameter wherever it is.</summary>
    public string? Parameter(string name) => QueryValue(name) ?? BodyValue(name);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string? query)
    {
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(query))
        {
            yield return KeyValuePair.Create(pair.DecodeName().ToString(), pair.DecodeValue().ToString());
        }
    }

    private async Task ReadBodyAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(_request.Body, Encoding.UTF8);
        BodyText = await reader.ReadToEndAsync(cancellationToken);
        if (_request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            _form = QueryHelpers.ParseQuery(BodyText);
            return;
        }

        try
        {
            _json = JsonNode.Parse(BodyText);
        }
        catch (JsonException)
        {
            // Not JSON: checks that look for members of the body find none, as at a real server.
            _json = null;
        }
    }
}
