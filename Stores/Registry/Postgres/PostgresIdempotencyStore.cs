using Npgsql;
using NpgsqlTypes;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Registry.Postgres;

/// <summary>Answers are kept for a day.</summary>
public sealed class PostgresIdempotencyStore(PostgresRegistry registry) : IIdempotencyStore
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public Task<StoredAnswer?> ClaimAsync(
        string caller, string key, string requestHash, DateTimeOffset now, TimeSpan abandonedAfter, CancellationToken cancellationToken) =>
        registry.RunAsync(
            async session =>
            {
                // Two that claim or prune the same rows at once would wait for each other.
                await PostgresLocks.TakeAsync(session, "answers");
                await session.ExecuteAsync(
                    "DELETE FROM supertrack.answer WHERE at < $1 OR (status IS NULL AND at < $2)",
                    (now - Kept).ToUnixTimeMilliseconds(), (now - abandonedAfter).ToUnixTimeMilliseconds());
                var claimed = await session.ExecuteAsync(
                    "INSERT INTO supertrack.answer (caller, key, request, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                    caller, key, requestHash, now.ToUnixTimeMilliseconds());
                return claimed == 1 ? null : (await session.QueryAsync(
                    Read, "SELECT request, status, type, location, etag, body FROM supertrack.answer WHERE caller = $1 AND key = $2", caller, key)).Single();
            },
            cancellationToken);

    public Task CompleteAsync(string caller, string key, StoredAnswer answer, CancellationToken cancellationToken) => registry.RunAsync(
        async session =>
        {
            await using var command = new NpgsqlCommand(
                "UPDATE supertrack.answer SET status = $3, type = $4, location = $5, etag = $6, body = $7 WHERE caller = $1 AND key = $2", session.Connection)
            {
                Parameters =
                {
                    new() { Value = caller }, new() { Value = key }, Of(answer.Status, NpgsqlDbType.Integer), Of(answer.ContentType, NpgsqlDbType.Text),
                    Of(answer.Location, NpgsqlDbType.Text), Of(answer.ETag, NpgsqlDbType.Text), Of(answer.Body, NpgsqlDbType.Bytea),
                },
            };
            return await command.ExecuteNonQueryAsync(session.CancellationToken);
        },
        cancellationToken);

    public Task ReleaseAsync(string caller, string key, CancellationToken cancellationToken) => registry.RunAsync(
        session => session.ExecuteAsync("DELETE FROM supertrack.answer WHERE caller = $1 AND key = $2 AND status IS NULL", caller, key),
        cancellationToken);

    private static NpgsqlParameter Of(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static StoredAnswer Read(NpgsqlDataReader reader)
    {
        return new StoredAnswer(
            reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt32(1), Text(2), Text(3), Text(4),
            reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5));

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
