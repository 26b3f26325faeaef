using Npgsql;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Registry.Postgres;

public sealed class PostgresReadModel(PostgresRegistry registry) : IReadModel
{
    private const string Columns = "kind, tenant, id, parent, sort, active, body";

    public Task PutAsync(ReadDocument document, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        return registry.RunAsync(
            session => session.ExecuteAsync(
                $"""
                INSERT INTO supertrack.document ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, tenant, id) DO UPDATE
                SET parent = excluded.parent, sort = excluded.sort, active = excluded.active, body = excluded.body
                """,
                document.Kind, document.Tenant, document.Id, document.Parent, document.Order, document.Active, document.Body),
            cancellationToken);
    }

    public Task RemoveAsync(string kind, string tenant, string id, CancellationToken cancellationToken) => registry.RunAsync(
        session => session.ExecuteAsync("DELETE FROM supertrack.document WHERE kind = $1 AND tenant = $2 AND id = $3", kind, tenant, id),
        cancellationToken);

    public Task<ReadDocument?> FindAsync(string kind, string tenant, string id, CancellationToken cancellationToken) => registry.RunAsync(
        async session => (await session.QueryAsync(
            Read, $"SELECT {Columns} FROM supertrack.document WHERE kind = $1 AND tenant = $2 AND id = $3", kind, tenant, id)).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<ReadDocument>> ListAsync(
        string kind, string? tenant, string? parent, ReadDocument? after, int limit, CancellationToken cancellationToken)
    {
        // PostgreSQL cannot tell the type of a parameter that is only compared with NULL, so what is not asked for is left out.
        var values = new List<object?>();
        var conditions = new List<string> { $"kind = {Value(kind)}" };
        if (tenant is not null)
            conditions.Add($"tenant = {Value(tenant)}");
        if (parent is not null)
            conditions.Add($"parent = {Value(parent)}");
        if (after is not null)
            conditions.Add($"(-sort, id, tenant) > (-{Value(after.Order)}, {Value(after.Id)}, {Value(after.Tenant)})");
        var sql = $"SELECT {Columns} FROM supertrack.document WHERE {string.Join(" AND ", conditions)} ORDER BY sort DESC, id, tenant LIMIT {Value(limit)}";
        return registry.RunAsync<IReadOnlyList<ReadDocument>>(async session => await session.QueryAsync(Read, sql, [.. values]), cancellationToken);

        string Value(object value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
    }

    public Task<IReadOnlyList<ReadDocument>> ListActiveAsync(string kind, CancellationToken cancellationToken) => registry.RunAsync<IReadOnlyList<ReadDocument>>(
        async session => await session.QueryAsync(Read, $"SELECT {Columns} FROM supertrack.document WHERE kind = $1 AND active", kind),
        cancellationToken);

    private static ReadDocument Read(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.GetBoolean(5), reader.GetString(6));
}
