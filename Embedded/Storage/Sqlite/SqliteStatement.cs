using System.Text;
using SQLitePCL;

namespace Orleans.Storage.Sqlite;

/// <summary>
/// A prepared statement on the driver's own handle: binding spans and reading columns without a parameter object and a reader for
/// every write is what lets one thread keep up with the disk. Used by one thread at a time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteSession _session;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteSession session, string sql)
    {
        _session = session;
        session.Check(raw.sqlite3_prepare_v2(session.Handle, sql, out _statement), "Reading");
    }

    public SqliteStatement Bind(int index, long value)
    {
        _session.Check(raw.sqlite3_bind_int64(_statement, index, value), "Writing");
        return this;
    }

    public SqliteStatement Bind(int index, string value) => BindText(index, Encoding.UTF8.GetBytes(value));

    public SqliteStatement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        _session.Check(raw.sqlite3_bind_text(_statement, index, utf8), "Writing");
        return this;
    }

    public SqliteStatement BindBlob(int index, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, which SQLite would take for NULL.
        _session.Check(
            value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value), "Writing");
        return this;
    }

    /// <returns>The rows that an INSERT, UPDATE or DELETE changed.</returns>
    public int Execute()
    {
        try
        {
            var code = raw.sqlite3_step(_statement);
            if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
                throw _session.Error(code, "Writing");
            return raw.sqlite3_changes(_session.Handle);
        }
        finally
        {
            Reset();
            raw.sqlite3_clear_bindings(_statement);
        }
    }

    /// <returns>True while there is a row; the last call resets the statement.</returns>
    public bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code != raw.SQLITE_DONE)
        {
            var error = _session.Error(code, "Reading");
            Reset();
            throw error;
        }

        Reset();
        return false;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;
    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);
    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Reset() => raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();
}
