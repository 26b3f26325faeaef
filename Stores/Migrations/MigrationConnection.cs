using System.Data.Common;

namespace Supertrack.Stores.Migrations;

/// <summary>One database connection whose commands are announced before they run, so that a test can have any of them fail.</summary>
internal sealed class MigrationConnection(DbConnection connection, Action<string>? announce) : IAsyncDisposable
{
    private DbTransaction? _transaction;

    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        announce?.Invoke(sql);
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        foreach ((string name, object value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using DbCommand command = Command(sql, parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<long?> NumberAsync(string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = Command(sql);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    public async Task<(long First, long Last)?> RangeAsync(string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = Command(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !reader.IsDBNull(0) ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    /// <summary>All of <paramref name="work"/> or nothing.</summary>
    public async Task TogetherAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        _transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await work();
            announce?.Invoke("COMMIT");
            await _transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            // Disposing rolls back what was not committed.
            await _transaction.DisposeAsync();
            _transaction = null;
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
