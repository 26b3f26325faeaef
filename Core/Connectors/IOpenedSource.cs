namespace Supertrack.Core.Connectors;

/// <summary>A source with its configuration, ready to be read: REST and GraphQL, SQL or files.</summary>
public interface IOpenedSource
{
    /// <summary>Tries whether the source answers with these settings; a refusal is a result, not an exception.</summary>
    Task<CheckResult> CheckAsync(CancellationToken cancellationToken);

    /// <summary>The streams with schema, key, cursor and modes.</summary>
    /// <exception cref="ConnectorException">The source could not be asked.</exception>
    Task<IReadOnlyList<StreamDescriptor>> DiscoverAsync(CancellationToken cancellationToken);

    /// <summary>Reads one stream page by page. A page is valid until the next is asked for.</summary>
    /// <exception cref="ConnectorException">The read failed; carries stream, slice and page.</exception>
    IAsyncEnumerable<RecordPage> ReadAsync(StreamReadRequest request, CancellationToken cancellationToken);
}
