namespace Supertrack.Core.Storage;

/// <param name="Subscriber">The grain that could not take the event, as the engine names it.</param>
/// <param name="Error">What the last attempt failed with.</param>
/// <param name="Data">The event as JSON.</param>
public sealed record DeadLetter(long Id, string Stream, string Subscriber, DateTimeOffset At, int Attempts, string Error, string Data);

/// <summary>Events that their subscribers could not take. The engine keeps them; one whose streams lose what cannot be delivered has none.</summary>
public interface IDeadLetters
{
    /// <summary>At most <paramref name="limit"/>, the latest first.</summary>
    /// <param name="tenant">Whose grains; null for all.</param>
    /// <param name="before">Only those with a smaller id.</param>
    IReadOnlyList<DeadLetter> List(string? tenant, long before, int limit);

    DeadLetter? Find(string? tenant, long id);

    /// <summary>Brings the event to its subscriber once more.</summary>
    /// <returns>Null when it was taken and is no dead letter any more; else why it stays one.</returns>
    Task<string?> RetryAsync(long id, CancellationToken cancellationToken);

    /// <summary>False when it was gone already.</summary>
    Task<bool> DiscardAsync(long id);
}
