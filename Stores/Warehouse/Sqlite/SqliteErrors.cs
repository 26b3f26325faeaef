using Microsoft.Data.Sqlite;
using SQLitePCL;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>SQLite's result codes (https://www.sqlite.org/rescode.html) as exceptions grouped by what recovers them.</summary>
internal static class SqliteErrors
{
    public static StorageException Translate(SqliteException error, string file) => error.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new StorageFullException(file, error),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => new StorageReadOnlyException(file, error),
        raw.SQLITE_CANTOPEN => new StorageReadOnlyException(file, error),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new StorageCorruptException(file, error.Message, error),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StorageBusyException(file, error),
        raw.SQLITE_IOERR when IsFull(error.SqliteExtendedErrorCode) => new StorageFullException(file, error),
        _ => new StorageUnavailableException(file, error.Message, error),
    };

    // A write or truncation that fails on a full disk may come as an I/O error instead of SQLITE_FULL.
    private static bool IsFull(int extended) => extended is raw.SQLITE_IOERR_WRITE or raw.SQLITE_IOERR_TRUNCATE or raw.SQLITE_IOERR_SHMSIZE;

    public static void Check(int code, sqlite3 database)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW)
            return;
        throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), code & 0xff, raw.sqlite3_extended_errcode(database));
    }
}
