using Microsoft.Data.Sqlite;

namespace Supertrack.Silo.Cluster;

/// <summary>One SQLite file for the grain state and reminders of a silo that is alone on its machine: written through to the disk before a write is answered.</summary>
internal sealed class LocalStore : IDisposable
{
    private const string Tables = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS state (provider TEXT, grain TEXT, name TEXT, payload BLOB, version INTEGER NOT NULL, PRIMARY KEY (provider, grain, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS reminder (grain TEXT, name TEXT, hash INTEGER NOT NULL, start TEXT NOT NULL, period INTEGER NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY (grain, name)) WITHOUT ROWID;
        """;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SqliteConnection _connection;

    public LocalStore(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = Tables;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs one statement and gives its rows; statements run one after the other.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<SqliteDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        await _turn.WaitAsync();
        try
        {
            // SQLite has no asynchronous calls; a thread of the pool waits for the disk, not the grain's turn.
            return await Task.Run(() => Query(sql, row, parameters));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, (string Name, object? Value)[] parameters)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue("$" + name, value ?? DBNull.Value);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }
}
