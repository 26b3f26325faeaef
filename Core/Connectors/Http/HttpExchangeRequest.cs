namespace Supertrack.Core.Connectors.Http;

/// <summary>One HTTP request as a connector makes it.</summary>
public sealed record HttpExchangeRequest
{
    /// <summary>Upper case: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS.</summary>
    public required string Method { get; init; }

    /// <summary>Absolute and percent-encoded, with the query.</summary>
    public required string Url { get; init; }

    /// <summary>In the order set; names are unique without regard to case. Content-Type is among them when there is a body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Null for no body.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Stream on whose behalf the request is made; empty for a check or a token.</summary>
    public string Stream { get; init; } = "";

    /// <summary>Values that must be masked wherever this request is written down.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>The same request may be answered from an answer already received in this session.</summary>
    public bool UseCache { get; init; }
}
