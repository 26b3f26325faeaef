namespace Supertrack.Core.Storage;

/// <param name="RequestHash">SHA-256 over method, path and body in hexadecimal.</param>
/// <param name="Status">Null while the first request is still under way.</param>
public sealed record StoredAnswer(string RequestHash, int? Status, string? ContentType, string? Location, string? ETag, byte[]? Body);

/// <summary>Answers to requests that carry a key, so that repeating one changes nothing.</summary>
public interface IIdempotencyStore
{
    /// <summary>Claims the key: null when it was free, else what is stored under it. A claim without answer older than the time given is taken over.</summary>
    Task<StoredAnswer?> ClaimAsync(
        string caller, string key, string requestHash, DateTimeOffset now, TimeSpan abandonedAfter, CancellationToken cancellationToken);

    Task CompleteAsync(string caller, string key, StoredAnswer answer, CancellationToken cancellationToken);

    /// <summary>Frees the key: the request failed in a way that may be repeated.</summary>
    Task ReleaseAsync(string caller, string key, CancellationToken cancellationToken);
}
