using Microsoft.Data.Sqlite;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Registry;

/// <summary>The installation's own small tables in one SQLite file: lists, events, keys, remembered answers and the audit.</summary>
public sealed class SqliteRegistry : IDisposable
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS document (
            kind TEXT NOT NULL, tenant TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL, sort INTEGER NOT NULL, active INTEGER NOT NULL,
            body TEXT NOT NULL, PRIMARY KEY (kind, tenant, id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS document_order ON document (kind, sort DESC, id);
        CREATE INDEX IF NOT EXISTS document_parent ON document (kind, tenant, parent, sort DESC, id);
        CREATE INDEX IF NOT EXISTS document_active ON document (kind) WHERE active;
        CREATE TABLE IF NOT EXISTS event (
            id INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS event_tenant ON event (tenant, id);
        CREATE TABLE IF NOT EXISTS api_key (
            id TEXT PRIMARY KEY, hash TEXT NOT NULL, tenant TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL,
            created INTEGER NOT NULL, revoked INTEGER) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answer (
            caller TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, at INTEGER NOT NULL, status INTEGER, type TEXT, location TEXT, etag TEXT, body BLOB,
            PRIMARY KEY (caller, key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL,
            actor_tenant TEXT NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL, outcome TEXT NOT NULL, hash TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS audit_tenant ON audit (tenant, id);
        CREATE INDEX IF NOT EXISTS audit_actor ON audit (actor, id);
        """;

    private readonly string _path;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteConnection? _connection;

    public SqliteRegistry(string path) => _path = path;

    /// <summary>Runs work in a transaction, one caller at a time, off the caller's scheduler.</summary>
    internal async Task<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Transact(work), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private T Transact<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            var connection = _connection ??= Open();
            using var transaction = connection.BeginTransaction(deferred: true);
            var result = work(connection);
            transaction.Commit();
            return result;
        }
        catch (SqliteException error)
        {
            _connection?.Dispose();
            _connection = null;
            throw SqliteErrors.Translate(error, _path);
        }
    }

    private SqliteConnection Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        var settings = new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, DefaultTimeout = 5 };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute(Tables);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _turn.Dispose();
    }
}
