namespace Supertrack.Core.Storage;

/// <summary>The latest events in the order they happened.</summary>
public interface IEventLog
{
    Task<long> AppendAsync(PlatformEvent happened, CancellationToken cancellationToken);

    /// <summary>At most <paramref name="limit"/> events after an id, oldest first.</summary>
    Task<IReadOnlyList<PlatformEvent>> ReadAsync(string tenant, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The id of the latest event, 0 when there is none.</summary>
    Task<long> LatestAsync(CancellationToken cancellationToken);

    /// <summary>Completes when an event was appended after the call, or when the time is over.</summary>
    Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken);
}
