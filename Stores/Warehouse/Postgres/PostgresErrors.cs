using Npgsql;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>PostgreSQL's error classes (https://www.postgresql.org/docs/current/errcodes-appendix.html) as exceptions grouped by what recovers them.</summary>
internal static class PostgresErrors
{
    public static StorageException Translate(NpgsqlException error, string where) => error switch
    {
        PostgresException { SqlState: "53100" } => new StorageFullException(where, error),
        PostgresException { SqlState: "25006" } => new StorageReadOnlyException(where, error),
        PostgresException { SqlState: "XX001" or "XX002" } corrupt => new StorageCorruptException(where, corrupt.MessageText, error),
        PostgresException { SqlState: "55P03" or "40P01" or "40001" } => new StorageBusyException(where, error),
        PostgresException denied when denied.SqlState.StartsWith("28", StringComparison.Ordinal) || denied.SqlState is "42501" or "3D000" =>
            new StorageDeniedException(where, denied.MessageText, error),
        PostgresException other => new StorageUnavailableException(where, $"{other.SqlState}: {other.MessageText}", error),
        _ => new StorageUnavailableException(where, error.InnerException?.Message ?? error.Message, error),
    };
}
