using Supertrack.Core.Storage;

namespace Supertrack.Stores;

/// <summary>Failures of the file system as exceptions grouped by what recovers them.</summary>
internal static class Files
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int ReadOnlyFileSystem = 30;
    private const int WindowsDiskFull = 0x70;

    public static StorageException Translate(IOException error, string where) => (error.HResult & 0xffff) switch
    {
        NoSpace or QuotaExceeded or WindowsDiskFull => new StorageFullException(where, error),
        ReadOnlyFileSystem => new StorageReadOnlyException(where, error),
        _ => new StorageUnavailableException(where, error.Message, error),
    };
}
