using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Orleans.Storage.Sqlite;

/// <summary>One connection to the engine's database with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    private SqliteSession(SqliteConnection connection, string file)
    {
        _connection = connection;
        File = file;
    }

    public string File { get; }
    public sqlite3 Handle => _connection.Handle!;

    /// <summary>True when no transaction is open; some errors end it by themselves.</summary>
    public bool IsOutsideTransaction => raw.sqlite3_get_autocommit(Handle) != 0;

    /// <exception cref="DurableStoreException">The file cannot be opened.</exception>
    public static SqliteSession Open(string file, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 0 };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_extended_result_codes(connection.Handle!, 1);
            raw.sqlite3_busy_timeout(connection.Handle!, (int)busyTimeout.TotalMilliseconds);
            return new SqliteSession(connection, file);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteError.From(e.SqliteExtendedErrorCode, null, file, "Opening", e);
        }
    }

    /// <summary>The prepared statement of a text, which must be a constant: statements are kept.</summary>
    public SqliteStatement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out var statement))
                _statements.Add(sql, statement = new SqliteStatement(this, sql));
            return statement;
        }
    }

    /// <summary>Runs statements that are not kept.</summary>
    public void Run(string sql) => Check(raw.sqlite3_exec(Handle, sql), "Preparing");

    public void Check(int code, string doing)
    {
        if (code != raw.SQLITE_OK)
            throw Error(code, doing);
    }

    public DurableStoreException Error(int code, string doing) => SqliteError.From(code, Handle, File, doing);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }
}
