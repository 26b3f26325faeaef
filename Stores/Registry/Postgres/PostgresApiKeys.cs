using Npgsql;
using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Postgres;

namespace Supertrack.Stores.Registry.Postgres;

public sealed class PostgresApiKeys(PostgresRegistry registry) : IApiKeys
{
    private const string Columns = "id, hash, tenant, role, name, created, revoked";

    public Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellationToken) => registry.RunAsync(
        async session => (await session.QueryAsync(Read, $"SELECT {Columns} FROM supertrack.api_key WHERE id = $1", id)).FirstOrDefault(),
        cancellationToken);

    public Task AddAsync(ApiKeyRecord key, CancellationToken cancellationToken) =>
        registry.RunAsync(session => InsertAsync(session, key), cancellationToken);

    public Task<bool> AddFirstAsync(ApiKeyRecord key, CancellationToken cancellationToken) => registry.RunAsync(
        async session =>
        {
            // Silos that start together would each find no key.
            await PostgresLocks.TakeAsync(session, "first key");
            if (await session.ScalarAsync("SELECT 1 FROM supertrack.api_key LIMIT 1") is not null)
                return false;
            return await InsertAsync(session, key) == 1;
        },
        cancellationToken);

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => registry.RunAsync(
        async session => await session.ExecuteAsync(
            "UPDATE supertrack.api_key SET revoked = $2 WHERE id = $1 AND revoked IS NULL", id, at.ToUnixTimeMilliseconds()) == 1,
        cancellationToken);

    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(string? tenant, CancellationToken cancellationToken) => registry.RunAsync<IReadOnlyList<ApiKeyRecord>>(
        async session => tenant is null
            ? await session.QueryAsync(Read, $"SELECT {Columns} FROM supertrack.api_key ORDER BY created, id")
            : await session.QueryAsync(Read, $"SELECT {Columns} FROM supertrack.api_key WHERE tenant = $1 ORDER BY created, id", tenant),
        cancellationToken);

    private static Task<int> InsertAsync(PostgresSession session, ApiKeyRecord key) => session.ExecuteAsync(
        $"INSERT INTO supertrack.api_key ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, NULL)",
        key.Id, key.Hash, key.Tenant, key.Role, key.Name, key.CreatedAt.ToUnixTimeMilliseconds());

    private static ApiKeyRecord Read(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
        reader.IsDBNull(6) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(6)));
}
