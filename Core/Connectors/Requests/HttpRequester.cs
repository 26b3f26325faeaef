using Supertrack.Core.Connectors.Authentication;
using Supertrack.Core.Connectors.Errors;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Reading;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>The answer asks to start the slice's pages anew.</summary>
internal sealed class PaginationResetException() : Exception("The answer asks to start the pages of this slice anew.");

/// <summary>Builds and sends the requests of one component, repeats them as its error handler says.</summary>
internal sealed class HttpRequester
{
    public required SourceSession Session { get; init; }

    /// <summary>Stream on whose behalf; empty for a login.</summary>
    public required string Name { get; init; }

    public required string Method { get; init; }

    public Interpolated? Url { get; init; }

    public Interpolated? UrlBase { get; init; }

    public Interpolated? Path { get; init; }

    public required Authenticator Authenticator { get; init; }

    public required ErrorHandler Errors { get; init; }

    public required RequestInputs Inputs { get; init; }

    public bool UseCache { get; init; }

    /// <param name="slice">The slice being read; null outside of one.</param>
    /// <param name="token">The page token; null on the first page.</param>
    /// <param name="path">Replaces the path, e.g. the URL of the next page.</param>
    /// <param name="extra">What paginator, router and cursor contribute.</param>
    /// <exception cref="ConnectorException">The request failed for good.</exception>
    /// <exception cref="PaginationResetException">A response filter asks for it.</exception>
    public async Task<HttpAnswer> SendAsync(Slice? slice, Value? token, string? path, OptionSet? extra, CancellationToken cancellationToken)
    {
        var options = new OptionSet();
        Inputs.Contribute(options, slice, token);
        await Authenticator.ContributeAsync(options, cancellationToken);
        if (extra is not null) options.Merge(extra);
        var request = Build(AddressOf(slice, token, path), options);
        request = request with { Headers = await Authenticator.SignAsync(request.Headers, cancellationToken) };
        return await new Attempts(this).RunAsync(request, cancellationToken);
    }

    private string AddressOf(Slice? slice, Value? token, string? path)
    {
        var scope = Scope.ForRequest(Session, slice, token);
        var url = Url?.Evaluate(scope).ToString() ?? "";
        var urlBase = UrlBase?.Evaluate(scope).ToString() ?? "";
        var target = string.IsNullOrEmpty(path) ? Path?.Evaluate(scope).ToString().TrimStart('/') ?? "" : path;
        if (urlBase.Length > 0) return UrlText.Join(urlBase, target);
        return target.Length > 0 ? UrlText.Join(url, target) : url;
    }

    private HttpExchangeRequest Build(string address, OptionSet options)
    {
        var known = UrlText.Query(address);
        var parameters = options.Peek(OptionPlace.Parameter) ?? new DictValue();
        foreach (var (key, value) in parameters.Pairs)
            if (value is DictValue)
                throw new ConnectorException(FailureKind.System, $"The parameter '{key}' is an object; a parameter takes a text, number or list.") { Stream = Name };
        var added = new DictValue();
        foreach (var (key, value) in parameters.Pairs)
            if (!known.TryGetValue(key.ToString(), out var there) || there != value.ToString()) added.Entries[key] = value;
        var headers = new List<KeyValuePair<string, string>>();
        if (options.Peek(OptionPlace.Header) is { } map)
            foreach (var (name, value) in map.Pairs) Put(headers, name.ToString(), value.ToString());
        var body = RequestBody.Of(options);
        if (body is { ContentType: { } type } && !headers.Exists(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
            headers.Add(KeyValuePair.Create("Content-Type", type));
        return new HttpExchangeRequest
        {
            Method = Method,
            Url = UrlText.Prepare(address, UrlText.Encode(RequestBody.Pairs(added))),
            Headers = headers,
            Body = body?.Bytes,
            Stream = Name,
            Secrets = Session.Secrets.Values,
            UseCache = UseCache,
        };
    }

    /// <summary>Sets a header; a line break would smuggle in another header and is refused.</summary>
    public static void Put(List<KeyValuePair<string, string>> headers, string name, string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n') >= 0 || name.AsSpan().IndexOfAny('\r', '\n') >= 0)
            throw new ConnectorException(FailureKind.Config, $"The value of the header {name} holds a line break. Remove it from the configuration.");
        var at = headers.FindIndex(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (at >= 0) headers[at] = KeyValuePair.Create(headers[at].Key, value);
        else headers.Add(KeyValuePair.Create(name, value));
    }
}
