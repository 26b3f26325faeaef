namespace Supertrack.Core.Connectors.Files;

/// <summary>The seam to where files lie: a folder, a list of addresses.</summary>
public interface IFileStore
{
    /// <summary>Every file there is, in any order.</summary>
    /// <exception cref="ConnectorException">The place cannot be reached or read.</exception>
    IAsyncEnumerable<FileEntry> ListAsync(CancellationToken cancellationToken);

    /// <summary>The bytes of a file as they lie there; the caller disposes the stream.</summary>
    /// <exception cref="ConnectorException">The file is gone or may not be read.</exception>
    Task<Stream> OpenAsync(FileEntry file, CancellationToken cancellationToken);
}

/// <summary>One file.</summary>
/// <param name="Name">Path below the root with forward slashes, or the address.</param>
/// <param name="Modified">Time of the last change, UTC; null where the place does not tell.</param>
public sealed record FileEntry(string Name, DateTimeOffset? Modified);
