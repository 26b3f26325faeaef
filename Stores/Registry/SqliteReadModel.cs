using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Registry;

public sealed class SqliteReadModel(SqliteRegistry registry) : IReadModel
{
    private const string Columns = "kind, tenant, id, parent, sort, active, body";

    public Task PutAsync(ReadDocument document, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        return registry.RunAsync(
            connection =>
            {
                using var command = connection.Prepare(
                    $"INSERT OR REPLACE INTO document ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    document.Kind, document.Tenant, document.Id, document.Parent, document.Order, document.Active, document.Body);
                return command.ExecuteNonQuery();
            },
            cancellationToken);
    }

    public Task RemoveAsync(string kind, string tenant, string id, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare("DELETE FROM document WHERE kind = $1 AND tenant = $2 AND id = $3", kind, tenant, id);
            return command.ExecuteNonQuery();
        },
        cancellationToken);

    public Task<ReadDocument?> FindAsync(string kind, string tenant, string id, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare($"SELECT {Columns} FROM document WHERE kind = $1 AND tenant = $2 AND id = $3", kind, tenant, id);
            return Read(command) is [var found, ..] ? found : null;
        },
        cancellationToken);

    public Task<IReadOnlyList<ReadDocument>> ListAsync(
        string kind, string? tenant, string? parent, ReadDocument? after, int limit, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare(
                $"""
                SELECT {Columns} FROM document
                WHERE kind = $1 {(tenant is null ? "AND $2 IS NULL" : "AND tenant = $2")} {(parent is null ? "AND $3 IS NULL" : "AND parent = $3")}
                    {(after is null ? "AND $4 IS NULL AND $5 IS NULL AND $6 IS NULL" : "AND (sort < $4 OR (sort = $4 AND (id > $5 OR (id = $5 AND tenant > $6))))")}
                ORDER BY sort DESC, id, tenant LIMIT $7
                """,
                kind, tenant, parent, after?.Order, after?.Id, after?.Tenant, limit);
            return Read(command);
        },
        cancellationToken);

    public Task<IReadOnlyList<ReadDocument>> ListActiveAsync(string kind, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare($"SELECT {Columns} FROM document WHERE kind = $1 AND active", kind);
            return Read(command);
        },
        cancellationToken);

    private static IReadOnlyList<ReadDocument> Read(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var found = new List<ReadDocument>();
        while (reader.Read())
        {
            found.Add(new ReadDocument(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.GetBoolean(5), reader.GetString(6)));
        }
        return found;
    }
}
