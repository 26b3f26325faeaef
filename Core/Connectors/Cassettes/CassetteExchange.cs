namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>One recorded request with its answer: a line of a cassette.</summary>
public sealed record CassetteExchange
{
    public required string Method { get; init; }

    public required string Url { get; init; }

    /// <summary>The request's headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The request's body as text, null without one.</summary>
    public string? Body { get; init; }

    /// <summary>The stream on whose behalf the request was made; empty for a check or a token.</summary>
    public string Stream { get; init; } = "";

    /// <summary>Default 200.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The answer's body as it is sent again.</summary>
    public ReadOnlyMemory<byte> Response { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders { get; init; } = [];

    /// <summary>The page of records it was made for, from 1; 0 where the cassette does not say.</summary>
    public long Page { get; init; }

    /// <summary>Line in the file, from 1.</summary>
    public int Line { get; init; }
}
