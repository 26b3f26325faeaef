using Microsoft.Extensions.Options;

namespace Orleans.Storage.Sqlite;

/// <summary>Where the engine's database lies and how much it may take on.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The database file; its folder is made when absent. Beside it lie <c>-wal</c>, <c>-shm</c> and <c>.lock</c>. No default: set it.</summary>
    public string File { get; set; } = "";

    /// <summary>Bytes of writes that may wait for the disk before callers are made to wait. Default 64 MiB.</summary>
    public long MaximumPendingBytes { get; set; } = 64L << 20;

    /// <summary>Writes that one transaction takes at most. Default 4096.</summary>
    public int MaximumBatch { get; set; } = 4096;

    /// <summary>How long a write waits for another program's lock on the file. Default 5 seconds.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The size the file may grow to, in pages of 4 KiB; null (the default) is the disk's own limit.</summary>
    public long? MaximumPages { get; set; }
}

internal sealed class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteStoreOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.File))
            errors.Add($"{nameof(SqliteStoreOptions)}.{nameof(options.File)} is empty; set the path of the engine's database.");
        if (options.MaximumPendingBytes < 1)
            errors.Add($"{nameof(SqliteStoreOptions)}.{nameof(options.MaximumPendingBytes)} is {options.MaximumPendingBytes}; it must be positive.");
        if (options.MaximumBatch < 1)
            errors.Add($"{nameof(SqliteStoreOptions)}.{nameof(options.MaximumBatch)} is {options.MaximumBatch}; it must be positive.");
        if (options.BusyTimeout < TimeSpan.Zero)
            errors.Add($"{nameof(SqliteStoreOptions)}.{nameof(options.BusyTimeout)} is negative.");
        if (options.MaximumPages < 16)
            errors.Add($"{nameof(SqliteStoreOptions)}.{nameof(options.MaximumPages)} is {options.MaximumPages}; at least 16 pages hold an empty store.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
