namespace Supertrack.Core.Storage;

/// <summary>No space is left.</summary>
public sealed class StorageFullException(string where, Exception? inner = null) : StorageException(
    StorageRecovery.NeedsPerson, where, $"No space is left for {where}.",
    "Free space on that disk or move the data folder (--data DIR); the run continues where it stopped.", inner);

/// <summary>The place may be read but not written.</summary>
public sealed class StorageReadOnlyException(string where, Exception? inner = null) : StorageException(
    StorageRecovery.NeedsPerson, where, $"{where} cannot be written.",
    "Give the silo's user write permission on it, or choose another folder with --data DIR.", inner);

/// <summary>The stored bytes are not what was written.</summary>
public sealed class StorageCorruptException(string where, string detail, Exception? inner = null) : StorageException(
    StorageRecovery.NeedsPerson, where, $"{where} is damaged ({detail}).",
    "Restore it from a backup, or move it aside and reset the connector to read everything again.", inner);

/// <summary>Somebody else holds a lock for longer than we wait.</summary>
public sealed class StorageBusyException(string where, Exception? inner = null) : StorageException(
    StorageRecovery.Retry, where, $"{where} is locked by another process.",
    "It is tried again; if it stays so, close other programs that write to it.", inner);

/// <summary>The server or file does not answer.</summary>
public sealed class StorageUnavailableException(string where, string detail, Exception? inner = null) : StorageException(
    StorageRecovery.Retry, where, $"{where} cannot be used ({detail}).",
    "It is tried again; check that it runs and that the connection settings are right.", inner);

/// <summary>The store refuses the credentials or the right to create tables.</summary>
public sealed class StorageDeniedException(string where, string detail, Exception? inner = null) : StorageException(
    StorageRecovery.NeedsPerson, where, $"{where} refuses access ({detail}).",
    "Correct the user and password in the warehouse's connection string and grant it the right to create schemas.", inner);

/// <summary>A later run of the same stream has begun.</summary>
public sealed class RunSupersededException(DatasetId dataset, long run, long current) : StorageException(
    StorageRecovery.Stop, dataset.ToString(), $"Run {run} of {dataset} may no longer write: run {current} has begun.",
    "Nothing is to be done; the later run carries on.", null)
{
    public long Run { get; } = run;

    public long Current { get; } = current;
}

/// <summary>The pages offered do not follow the pages stored.</summary>
public sealed class PositionConflictException(DatasetId dataset, long offered, long expected) : StorageException(
    StorageRecovery.Stop, dataset.ToString(), $"Page {offered} of {dataset} does not follow the stored pages: page {expected} is next.",
    "Continue from the stored position.", null)
{
    public long Offered { get; } = offered;

    public long Expected { get; } = expected;
}

/// <summary>A line of a page is not one JSON object.</summary>
public sealed class MalformedRecordException(DatasetId dataset, long page, int line, string detail) : StorageException(
    StorageRecovery.NeedsPerson, dataset.ToString(), $"Line {line} of page {page} of {dataset} is not a JSON object ({detail}).",
    "Check the connector's record selector.", null)
{
    public long Page { get; } = page;

    public int Line { get; } = line;
}
