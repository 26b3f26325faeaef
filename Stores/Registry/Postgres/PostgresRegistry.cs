using Npgsql;
using Supertrack.Stores.Warehouse.Postgres;

namespace Supertrack.Stores.Registry.Postgres;

/// <summary>
/// What all silos of a cluster share beside grain state: lists, events, keys, remembered answers and raw records, in the schema <c>supertrack</c>
/// of one PostgreSQL database. The tables are made at the first use, by one silo at a time, where they are absent.
/// </summary>
public sealed class PostgresRegistry : IAsyncDisposable
{
    internal const string Schema = "supertrack";

    private readonly NpgsqlDataSource _source;
    private readonly string _where;
    private readonly SemaphoreSlim _making = new(1, 1);
    private volatile bool _made;

    /// <param name="connectionString">Npgsql's form; it never appears in an error.</param>
    public PostgresRegistry(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        _source = NpgsqlDataSource.Create(settings);
        _where = $"PostgreSQL {settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}, schema {Schema}";
    }

    /// <summary>The value stored under a name: the one given when there was none, else the one that another silo gave first.</summary>
    public Task<string> AgreeAsync(string name, string value, CancellationToken cancellationToken) => RunAsync(
        async session =>
        {
            await session.ExecuteAsync("INSERT INTO supertrack.agreed (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", name, value);
            return (string)(await session.ScalarAsync("SELECT value FROM supertrack.agreed WHERE name = $1", name))!;
        },
        cancellationToken);

    /// <summary>Runs work in a transaction.</summary>
    internal async Task<T> RunAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            if (!_made)
                await MakeAsync(cancellationToken);
            return await TransactAsync(work, cancellationToken);
        }
        catch (NpgsqlException error)
        {
            throw PostgresErrors.Translate(error, _where);
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            if (!_made)
                await TransactAsync(PostgresRegistryTables.MakeAsync, cancellationToken);
            _made = true;
        }
        finally
        {
            _making.Release();
        }
    }

    private async Task<T> TransactAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(new PostgresSession(connection, Schema, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _making.Dispose();
    }
}
