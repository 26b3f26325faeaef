namespace Supertrack.Core.Storage;

/// <summary>
/// Raw records exactly as read. A chunk is staged before the warehouse commits its pages and published after; what a crash leaves in
/// between is settled by <see cref="RecoverAsync"/> from the warehouse's position, so no page is lost or doubled.
/// </summary>
public interface ILake
{
    /// <summary>Writes the pages durably under a name made of run and page numbers, not yet visible to readers.</summary>
    Task<long> StageAsync(DatasetId dataset, long run, IReadOnlyList<PageBatch> pages, CancellationToken cancellationToken);

    /// <summary>Makes staged pages visible. Publishing twice is harmless.</summary>
    Task PublishAsync(DatasetId dataset, long run, long firstSequence, long lastSequence, CancellationToken cancellationToken);

    /// <summary>Publishes staged pages that the warehouse holds and removes those it does not.</summary>
    Task RecoverAsync(DatasetId dataset, StreamPosition position, CancellationToken cancellationToken);

    /// <summary>All published raw records of a stream, oldest run first, as UTF-8 JSON lines a file.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(DatasetId dataset, CancellationToken cancellationToken);

    Task DeleteAsync(DatasetId dataset, CancellationToken cancellationToken);
}
