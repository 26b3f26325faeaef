using Supertrack.Core.Storage;

namespace Supertrack.Stores.Registry.Postgres;

/// <summary>Keeps the latest events, by default 100,000 of all tenants together. What another silo appends is noticed within half a second.</summary>
public sealed class PostgresEventLog(PostgresRegistry registry, TimeProvider clock, int keep = 100_000) : IEventLog
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.5);

    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _latest;

    public async Task<long> AppendAsync(PlatformEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var id = await registry.RunAsync(
            async session =>
            {
                // One after the other: otherwise a higher id could be seen before a lower one, and a watcher would pass the lower one over.
                await PostgresLocks.TakeAsync(session, "events");
                var added = (long)(await session.ScalarAsync(
                    "INSERT INTO supertrack.event (tenant, type, subject, at, data) VALUES ($1, $2, $3, $4, $5) RETURNING id",
                    happened.Tenant, happened.Type, happened.Subject, happened.At.ToUnixTimeMilliseconds(), happened.Data))!;
                if (added % 1000 == 0)
                    await session.ExecuteAsync("DELETE FROM supertrack.event WHERE id <= $1", added - keep);
                return added;
            },
            cancellationToken);
        Interlocked.Exchange(ref _appended, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return id;
    }

    public Task<IReadOnlyList<PlatformEvent>> ReadAsync(string tenant, long after, int limit, CancellationToken cancellationToken) =>
        registry.RunAsync<IReadOnlyList<PlatformEvent>>(
            async session => await session.QueryAsync(
                reader => new PlatformEvent(
                    reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                    DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)), reader.GetString(5)),
                "SELECT id, tenant, type, subject, at, data FROM supertrack.event WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3", tenant, after, limit),
            cancellationToken);

    public Task<long> LatestAsync(CancellationToken cancellationToken) => registry.RunAsync(
        async session => (long)(await session.ScalarAsync("SELECT COALESCE(MAX(id), 0) FROM supertrack.event"))!,
        cancellationToken);

    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        // Taken before anything is awaited: whatever is appended from here on has a higher id.
        var known = Interlocked.Read(ref _latest);
        var appended = Volatile.Read(ref _appended).Task;
        var started = clock.GetTimestamp();
        while (true)
        {
            var latest = await LatestAsync(cancellationToken);
            if (latest > known)
            {
                Interlocked.Exchange(ref _latest, latest);
                return;
            }
            var left = atMost - clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                return;
            await Task.WhenAny(appended, Task.Delay(left < LookEvery ? left : LookEvery, clock, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
