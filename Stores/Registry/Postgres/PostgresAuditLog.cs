using Supertrack.Core.Storage;

namespace Supertrack.Stores.Registry.Postgres;

public sealed class PostgresAuditLog(PostgresRegistry registry) : IAuditLog
{
    private const int Batch = 1_000;

    public Task<AuditEntry> AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return registry.RunAsync(
            async session =>
            {
                // Two that follow the same entry would break the chain.
                await PostgresLocks.TakeAsync(session, "audit of " + entry.Tenant);
                var last = await session.ScalarAsync("SELECT hash FROM supertrack.audit WHERE tenant = $1 ORDER BY id DESC LIMIT 1", entry.Tenant);
                var added = AuditChain.Append(last as string ?? AuditChain.Start, entry);
                var id = await session.ScalarAsync(
                    $"INSERT INTO supertrack.audit ({AuditSql.Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id", AuditSql.Values(added));
                return added with { Id = (long)id! };
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        var (sql, values) = AuditSql.Select("supertrack.audit", query, limit);
        return registry.RunAsync<IReadOnlyList<AuditEntry>>(async session => await session.QueryAsync(AuditSql.Read, sql, values), cancellationToken);
    }

    public Task<AuditVerdict> VerifyAsync(string tenant, CancellationToken cancellationToken) => registry.RunAsync(
        async session =>
        {
            var check = new AuditChainCheck();
            IReadOnlyList<AuditEntry> page;
            var last = 0L;
            do
            {
                page = await session.QueryAsync(
                    AuditSql.Read, $"SELECT {AuditSql.Columns}, id FROM supertrack.audit WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3", tenant, last, Batch);
                last = page.Count > 0 ? page[^1].Id : last;
            }
            while (page.All(check.Take) && page.Count == Batch);
            return check.Verdict;
        },
        cancellationToken);
}
