namespace Orleans.Streams;

/// <summary>An event that a subscriber could not take, put aside so that those behind it get through.</summary>
/// <param name="Id">Grows.</param>
/// <param name="Stream">Namespace and key, with a slash between.</param>
/// <param name="Grain">The subscriber.</param>
/// <param name="Attempts">How often it was tried in all.</param>
/// <param name="Error">What the last attempt failed with, its stack trace included.</param>
/// <param name="Data">The event as JSON; a list of events where the whole write could not be read.</param>
public sealed record StreamDeadLetter(long Id, string Stream, string Grain, DateTimeOffset At, int Attempts, string Error, string Data);

/// <summary>The dead letters of one stream provider.</summary>
public interface IStreamDeadLetters
{
    /// <summary>At most <paramref name="limit"/> dead letters, the latest first.</summary>
    /// <param name="owner">Only of grains whose key is this or begins with this and a slash; null for all.</param>
    /// <param name="before">Only those with a smaller id.</param>
    IReadOnlyList<StreamDeadLetter> List(string? owner, long before, int limit);

    /// <returns>Null when there is none of that id.</returns>
    StreamDeadLetter? Find(long id);

    /// <summary>
    /// Brings the event to its subscriber once more, beside the stream's order and with the token it had. Taken, it is no dead letter any more; refused, it stays,
    /// with one attempt more.
    /// </summary>
    /// <returns>Null when it was taken, else the subscriber's error.</returns>
    /// <exception cref="KeyNotFoundException">There is no such dead letter.</exception>
    /// <exception cref="InvalidOperationException">The subscription it was for is gone.</exception>
    Task<string?> RetryAsync(long id, CancellationToken cancellationToken);

    /// <returns>False when there is none of that id.</returns>
    Task<bool> DiscardAsync(long id);
}
