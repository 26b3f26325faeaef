namespace Supertrack.Core.Storage;

/// <summary>Lists of what the grains own, written by each owner about itself.</summary>
public interface IReadModel
{
    Task PutAsync(ReadDocument document, CancellationToken cancellationToken);

    Task RemoveAsync(string kind, string tenant, string id, CancellationToken cancellationToken);

    Task<ReadDocument?> FindAsync(string kind, string tenant, string id, CancellationToken cancellationToken);

    /// <summary>At most <paramref name="limit"/> documents, highest order first and then by id.</summary>
    /// <param name="tenant">Null for all tenants.</param>
    /// <param name="parent">Null for any.</param>
    /// <param name="after">The last document of the page before; null from the start.</param>
    Task<IReadOnlyList<ReadDocument>> ListAsync(
        string kind, string? tenant, string? parent, ReadDocument? after, int limit, CancellationToken cancellationToken);

    /// <summary>The owners that have to be woken after a restart.</summary>
    Task<IReadOnlyList<ReadDocument>> ListActiveAsync(string kind, CancellationToken cancellationToken);
}
