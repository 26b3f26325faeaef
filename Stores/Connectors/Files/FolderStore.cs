using System.Runtime.CompilerServices;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Files;

namespace Supertrack.Stores.Connectors.Files;

/// <summary>The files below one folder. Links that lead out of it are not followed.</summary>
public sealed class FolderStore(string folder) : IFileStore
{
    private readonly string _root = Path.GetFullPath(folder);

    public async IAsyncEnumerable<FileEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var path in Paths())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new FileEntry(Path.GetRelativePath(_root, path).Replace('\\', '/'), new DateTimeOffset(File.GetLastWriteTimeUtc(path)));
        }
    }

    public Task<Stream> OpenAsync(FileEntry file, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(Path.Combine(_root, file.Name));
        if (!path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ConnectorException(FailureKind.Config, $"{file.Name} lies outside of {_root}. Name files below the folder.");
        try
        {
            return Task.FromResult<Stream>(new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 1 << 16 }));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException(FailureKind.Config, $"{path} cannot be opened: {exception.Message} Check that it exists and may be read.", exception);
        }
    }

    private string[] Paths()
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.System };
            return Directory.GetFiles(_root, "*", options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException(FailureKind.Config, $"Folder {_root} cannot be read: {exception.Message} Check that it exists and may be read.", exception);
        }
    }
}
