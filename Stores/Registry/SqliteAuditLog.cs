using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Registry;

public sealed class SqliteAuditLog(SqliteRegistry registry) : IAuditLog
{
    public Task<AuditEntry> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var last = connection.Prepare("SELECT hash FROM audit WHERE tenant = $1 ORDER BY id DESC LIMIT 1", entry.Tenant);
            var added = AuditChain.Append(last.ExecuteScalar() as string ?? AuditChain.Start, entry);
            using var insert = connection.Prepare(
                $"INSERT INTO audit ({AuditSql.Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id", AuditSql.Values(added));
            return added with { Id = (long)insert.ExecuteScalar()! };
        },
        cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        var (sql, values) = AuditSql.Select("audit", query, limit);
        return registry.RunAsync<IReadOnlyList<AuditEntry>>(
            connection =>
            {
                using var command = connection.Prepare(sql, values);
                using var reader = command.ExecuteReader();
                var found = new List<AuditEntry>();
                while (reader.Read())
                    found.Add(AuditSql.Read(reader));
                return found;
            },
            cancellationToken);
    }

    public Task<AuditVerdict> VerifyAsync(string tenant, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare($"SELECT {AuditSql.Columns}, id FROM audit WHERE tenant = $1 ORDER BY id", tenant);
            using var reader = command.ExecuteReader();
            var check = new AuditChainCheck();
            while (reader.Read() && check.Take(AuditSql.Read(reader)))
                cancellationToken.ThrowIfCancellationRequested();
            return check.Verdict;
        },
        cancellationToken);
}
