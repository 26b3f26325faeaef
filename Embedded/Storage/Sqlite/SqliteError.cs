using SQLitePCL;

namespace Orleans.Storage.Sqlite;

/// <summary>Translates SQLite's result codes (https://sqlite.org/rescode.html) into faults with a next step.</summary>
internal static class SqliteError
{
    public static DurableStoreException From(int code, sqlite3? connection, string file, string doing, Exception? inner = null)
    {
        var detail = connection is null ? raw.sqlite3_errstr(code).utf8_to_string() : raw.sqlite3_errmsg(connection).utf8_to_string();
        var fault = FaultOf(code);
        return new DurableStoreException(fault, file, $"{doing} {file} failed: {detail} (SQLite {code}). {NextStep(fault)}", inner);
    }

    private static StoreFault FaultOf(int code) => (code & 0xff) switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => StoreFault.Busy,
        raw.SQLITE_FULL => StoreFault.Full,
        raw.SQLITE_TOOBIG => StoreFault.TooLarge,
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => StoreFault.ReadOnly,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => StoreFault.Corrupt,
        _ => StoreFault.Failed,
    };

    private static string NextStep(StoreFault fault) => fault switch
    {
        StoreFault.Busy => "Another program holds the file; close it, then try again.",
        StoreFault.Full => "Make room on the disk (or raise MaximumPages), then try again.",
        StoreFault.TooLarge => "Store less in one state or event; the limit is 1,000,000,000 bytes.",
        StoreFault.ReadOnly => "Give this user the right to write the file and its folder, then restart.",
        StoreFault.Corrupt => "Restore the file from a backup, or move it away to begin with an empty one, then restart.",
        _ => "Check the disk, then restart; what was acknowledged is kept.",
    };
}
