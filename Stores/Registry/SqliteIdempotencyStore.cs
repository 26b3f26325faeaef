using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Registry;

/// <summary>Answers are kept for a day.</summary>
public sealed class SqliteIdempotencyStore(SqliteRegistry registry) : IIdempotencyStore
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public Task<StoredAnswer?> ClaimAsync(
        string caller, string key, string requestHash, DateTimeOffset now, TimeSpan abandonedAfter, CancellationToken cancellationToken) =>
        registry.RunAsync(
            connection =>
            {
                using var prune = connection.Prepare(
                    "DELETE FROM answer WHERE at < $1 OR (status IS NULL AND at < $2)",
                    (now - Kept).ToUnixTimeMilliseconds(), (now - abandonedAfter).ToUnixTimeMilliseconds());
                prune.ExecuteNonQuery();
                using var claim = connection.Prepare(
                    "INSERT OR IGNORE INTO answer (caller, key, request, at) VALUES ($1, $2, $3, $4)",
                    caller, key, requestHash, now.ToUnixTimeMilliseconds());
                return claim.ExecuteNonQuery() == 1 ? null : Read(connection, caller, key);
            },
            cancellationToken);

    public Task CompleteAsync(string caller, string key, StoredAnswer answer, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare(
                "UPDATE answer SET status = $3, type = $4, location = $5, etag = $6, body = $7 WHERE caller = $1 AND key = $2",
                caller, key, answer.Status, answer.ContentType, answer.Location, answer.ETag, answer.Body);
            return command.ExecuteNonQuery();
        },
        cancellationToken);

    public Task ReleaseAsync(string caller, string key, CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare("DELETE FROM answer WHERE caller = $1 AND key = $2 AND status IS NULL", caller, key);
            return command.ExecuteNonQuery();
        },
        cancellationToken);

    private static StoredAnswer Read(SqliteConnection connection, string caller, string key)
    {
        using var command = connection.Prepare(
            "SELECT request, status, type, location, etag, body FROM answer WHERE caller = $1 AND key = $2", caller, key);
        using var reader = command.ExecuteReader();
        reader.Read();
        return new StoredAnswer(
            reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt32(1), Text(2), Text(3), Text(4),
            reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5));

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
