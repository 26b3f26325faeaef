using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Versions;

/// <summary>One tenant's folder: <c>objects/</c> (contents and cases), <c>records/</c> (signed records), <c>versions.db</c>, <c>repository.git</c>.</summary>
internal sealed class TenantVersions(string tenant, string folder) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _file = Path.Combine(folder, "versions.db");
    private SqliteConnection? _connection;

    public string Tenant { get; } = tenant;

    public string Folder { get; } = folder;

    public string IndexFile => _file;

    public string Repository => Path.Combine(Folder, "repository.git");

    public ObjectFolder Objects { get; } = new(Path.Combine(folder, "objects"));

    public ObjectFolder Records { get; } = new(Path.Combine(folder, "records"));

    /// <summary>Fills an index that is new beside records that are not; set by the store.</summary>
    public Action<SqliteConnection>? Rebuild { get; init; }

    /// <summary>Runs work in a transaction, one caller at a time, off the caller's scheduler.</summary>
    /// <param name="writes">Takes the write lock at once, against other processes too.</param>
    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> work, bool writes, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Transact(work, writes), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private T Transact<T>(Func<SqliteConnection, T> work, bool writes)
    {
        try
        {
            var connection = _connection ??= Open();
            using var transaction = connection.BeginTransaction(deferred: !writes);
            var result = work(connection);
            transaction.Commit();
            return result;
        }
        catch (SqliteException error)
        {
            _connection?.Dispose();
            _connection = null;
            throw SqliteErrors.Translate(error, _file);
        }
    }

    private SqliteConnection Open()
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StorageReadOnlyException(Folder, error);
        }
        catch (IOException error)
        {
            throw Files.Translate(error, Folder);
        }
        var settings = new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false, DefaultTimeout = 30 };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute(VersionIndex.Tables);
            Rebuild?.Invoke(connection);
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
