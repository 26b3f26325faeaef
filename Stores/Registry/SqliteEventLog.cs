using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Registry;

/// <summary>Keeps the latest events, by default 100,000 of all tenants together.</summary>
public sealed class SqliteEventLog(SqliteRegistry registry, int keep = 100_000) : IEventLog
{
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<long> AppendAsync(PlatformEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var id = await registry.RunAsync(
            connection =>
            {
                using var insert = connection.Prepare(
                    "INSERT INTO event (tenant, type, subject, at, data) VALUES ($1, $2, $3, $4, $5) RETURNING id",
                    happened.Tenant, happened.Type, happened.Subject, happened.At.ToUnixTimeMilliseconds(), happened.Data);
                var added = (long)insert.ExecuteScalar()!;
                if (added % 1000 == 0)
                {
                    using var prune = connection.Prepare("DELETE FROM event WHERE id <= $1", added - keep);
                    prune.ExecuteNonQuery();
                }
                return added;
            },
            cancellationToken);
        Interlocked.Exchange(ref _appended, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return id;
    }

    public Task<IReadOnlyList<PlatformEvent>> ReadAsync(string tenant, long after, int limit, CancellationToken cancellationToken) =>
        registry.RunAsync<IReadOnlyList<PlatformEvent>>(
            connection =>
            {
                using var command = connection.Prepare(
                    "SELECT id, tenant, type, subject, at, data FROM event WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3", tenant, after, limit);
                using var reader = command.ExecuteReader();
                var found = new List<PlatformEvent>();
                while (reader.Read())
                {
                    found.Add(new PlatformEvent(
                        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)), reader.GetString(5)));
                }
                return found;
            },
            cancellationToken);

    public Task<long> LatestAsync(CancellationToken cancellationToken) => registry.RunAsync(
        connection =>
        {
            using var command = connection.Prepare("SELECT COALESCE(MAX(id), 0) FROM event");
            return (long)command.ExecuteScalar()!;
        },
        cancellationToken);

    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var appended = Volatile.Read(ref _appended).Task;
        await Task.WhenAny(appended, Task.Delay(atMost, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
    }
}
