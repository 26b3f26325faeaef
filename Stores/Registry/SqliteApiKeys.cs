using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Registry;

public sealed class SqliteApiKeys(SqliteRegistry registry) : IApiKeys
{
    private const string Columns = "id, hash, tenant, role, name, created, revoked";

    public Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare($"SELECT {Columns} FROM api_key WHERE id = $1", id);
            return Read(command) is [var found, ..] ? found : null;
        },
        cancellationToken);

    public Task AddAsync(ApiKeyRecord key, CancellationToken cancellationToken) =>
        registry.RunAsync(connection => Insert(connection, key, ""), cancellationToken);

    public Task<bool> AddFirstAsync(ApiKeyRecord key, CancellationToken cancellationToken) =>
        registry.RunAsync(connection => Insert(connection, key, "WHERE NOT EXISTS (SELECT 1 FROM api_key)") == 1, cancellationToken);

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare("UPDATE api_key SET revoked = $2 WHERE id = $1 AND revoked IS NULL", id, at.ToUnixTimeMilliseconds());
            return command.ExecuteNonQuery() == 1;
        },
        cancellationToken);

    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(string? tenant, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare($"SELECT {Columns} FROM api_key WHERE $1 IS NULL OR tenant = $1 ORDER BY created, id", tenant);
            return Read(command);
        },
        cancellationToken);

    private static int Insert(SqliteConnection connection, ApiKeyRecord key, string condition)
    {
        using var command = connection.Prepare(
            $"INSERT INTO api_key ({Columns}) SELECT $1, $2, $3, $4, $5, $6, NULL {condition}",
            key.Id, key.Hash, key.Tenant, key.Role, key.Name, key.CreatedAt.ToUnixTimeMilliseconds());
        return command.ExecuteNonQuery();
    }

    private static IReadOnlyList<ApiKeyRecord> Read(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var found = new List<ApiKeyRecord>();
        while (reader.Read())
        {
            found.Add(new ApiKeyRecord(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
                reader.IsDBNull(6) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(6))));
        }
        return found;
    }
}
