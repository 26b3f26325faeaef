using Npgsql;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>One transaction in a tenant's schema.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
{
    public NpgsqlConnection Connection { get; } = connection;

    public string Schema { get; } = schema;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public async Task<int> ExecuteAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(CancellationToken);
    }

    public async Task<object?> ScalarAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(CancellationToken);
    }

    public async Task<List<T>> QueryAsync<T>(Func<NpgsqlDataReader, T> read, string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken);
        var found = new List<T>();
        while (await reader.ReadAsync(CancellationToken))
            found.Add(read(reader));
        return found;
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, Connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
