namespace Supertrack.Core.Connectors.Http;

/// <summary>One HTTP answer. The body is already decompressed if Content-Encoding was; dispose when read.</summary>
public sealed class HttpExchangeResponse : IAsyncDisposable
{
    public required int Status { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public required Stream Body { get; init; }

    /// <summary>The URL that answered in the end, after redirects; null when it is the request's.</summary>
    public string? FinalUrl { get; init; }

    /// <summary>The first value of a header, whose name is compared without regard to case; null when absent.</summary>
    public string? Header(string name)
    {
        foreach (var (key, value) in Headers)
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    public ValueTask DisposeAsync() => Body.DisposeAsync();
}
