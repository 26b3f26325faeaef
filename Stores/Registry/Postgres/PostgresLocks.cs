using Supertrack.Stores.Warehouse.Postgres;

namespace Supertrack.Stores.Registry.Postgres;

/// <summary>Locks that one transaction of the whole cluster holds at a time, until it ends.</summary>
internal static class PostgresLocks
{
    public static Task<int> TakeAsync(PostgresSession session, string what) =>
        session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtext($1))", $"{session.Schema} {what}");
}
