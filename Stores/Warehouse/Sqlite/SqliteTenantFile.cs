using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>One tenant's database file: a single writing connection that calls take in turn, and short-lived readers beside it.</summary>
internal sealed class SqliteTenantFile : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<DatasetId, SqliteRowWriter> _writers = [];
    private SqliteConnection? _connection;
    private long _maximumPages = 4_294_967_294;

    public SqliteTenantFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>Runs work on the writing connection, one caller at a time, off the caller's scheduler because SQLite blocks.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Translated(() => InTransaction(_connection ??= Open(), work)), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs a query on a connection that cannot write; null when the tenant has no file yet.</summary>
    public Task<T?> ReadAsync<T>(Func<SqliteConnection, T?> work, CancellationToken cancellationToken)
        where T : class => Task.Run(
        () => Translated(() =>
        {
            if (!File.Exists(Path))
                return null;
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = Path, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 5 }.ToString());
            connection.Open();
            return work(connection);
        }),
        cancellationToken);

    /// <summary>The dataset's insert statement, prepared again only when its columns changed, or which of them are lost, or the journal.</summary>
    public SqliteRowWriter Writer(SqliteConnection connection, SqliteDataset dataset, string table, IReadOnlyList<string> lost, SqliteJournal? journal)
    {
        if (_writers.TryGetValue(dataset.Id, out var writer))
        {
            if (writer.Table == table && writer.Columns.SequenceEqual(dataset.Columns) && writer.Lost.SequenceEqual(lost) && writer.Journal == journal)
                return writer;
            writer.Dispose();
        }
        return _writers[dataset.Id] = new SqliteRowWriter(connection, dataset, table, lost, journal);
    }

    public void ForgetWriter(DatasetId dataset)
    {
        if (_writers.Remove(dataset, out var writer))
            writer.Dispose();
    }

    internal void LimitPages(long pages)
    {
        _maximumPages = pages;
        _connection?.Execute($"PRAGMA max_page_count = {pages}");
    }

    private SqliteConnection Open()
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = 5 };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute("PRAGMA cache_size = -32768");
            connection.Execute("PRAGMA wal_autocheckpoint = 4000");
            connection.Execute($"PRAGMA max_page_count = {_maximumPages}");
            SqliteCatalog.Create(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private T InTransaction<T>(SqliteConnection connection, Func<SqliteConnection, T> work)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            var result = work(connection);
            connection.Execute("COMMIT");
            return result;
        }
        catch (Exception)
        {
            Abandon();
            throw;
        }
    }

    /// <summary>After any failure the connection is given up: closing it rolls back whatever was open, whatever state the failure left.</summary>
    private void Abandon()
    {
        foreach (var writer in _writers.Values)
            writer.Dispose();
        _writers.Clear();
        _connection?.Dispose();
        _connection = null;
    }

    private T Translated<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error, Path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StorageReadOnlyException(Path, error);
        }
        catch (IOException error)
        {
            throw Files.Translate(error, Path);
        }
    }

    public void Dispose()
    {
        Abandon();
        _turn.Dispose();
    }
}
