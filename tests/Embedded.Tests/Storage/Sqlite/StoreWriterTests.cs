using Orleans.Storage.Sqlite;

namespace Supertrack.Embedded.Tests.Storage.Sqlite;

public sealed class StoreWriterTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_write_that_throws_fails_alone_and_leaves_nothing()
    {
        using var store = _folder.Open();
        using var gate = new ManualResetEventSlim();
        var held = store.WriteAsync(new Put("held", _ => gate.Wait()));
        var good = store.WriteAsync(new Put("good"));
        var bad = store.WriteAsync(new Put("bad", _ => throw new InvalidOperationException("no")));
        var last = store.WriteAsync(new Put("last"));
        gate.Set();
        await Task.WhenAll(held, good, last);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(["good", "held", "last"], Names(store));
    }

    [Fact]
    public async Task After_a_fault_of_the_disk_nothing_is_written_any_more_and_nothing_is_lost_silently()
    {
        using var store = _folder.Open();
        await store.WriteAsync(new Put("before"));
        var fault = new DurableStoreException(StoreFault.Failed, store.File, "the disk is gone");
        await Assert.ThrowsAsync<DurableStoreException>(() => store.WriteAsync(new Put("at", _ => throw fault)));
        var error = await Assert.ThrowsAsync<DurableStoreException>(() => store.WriteAsync(new Put("after")));
        Assert.Contains("takes no more writes", error.Message);
        Assert.Contains("the disk is gone", error.Message);
        Assert.Same(error, store.Fault);
        Assert.Equal(["before"], Names(store));
    }

    [Fact]
    public async Task Writes_that_wait_together_share_one_transaction()
    {
        using var store = _folder.Open();
        using var gate = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = store.WriteAsync(new Put("a", _ =>
        {
            begun.SetResult();
            gate.Wait();
        }));
        // Only once the writer is at the first write do all others wait for the transaction after it.
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var frames = -1L;
        var writes = Enumerable.Range(0, 1000).Select(i => store.WriteAsync(new Put($"w{i}", session => frames = Transactions(session)))).ToArray();
        gate.Set();
        await held;
        await Task.WhenAll(writes);
        // Nothing of the thousand was committed when the last of them was applied.
        Assert.Equal(1, frames);
    }

    [Fact]
    public async Task Numbers_grow_across_restarts()
    {
        long last;
        using (var store = _folder.Open())
        {
            last = store.NextNumber();
            Assert.True(store.NextNumber() > last);
            await store.WriteAsync(new Put("x"));
        }

        using var again = _folder.Open();
        Assert.True(again.NextNumber() > last + 1);
    }

    [Fact]
    public async Task Callers_wait_while_too_many_bytes_wait_for_the_disk()
    {
        using var store = _folder.Open(options => options.MaximumPendingBytes = 100);
        using var gate = new ManualResetEventSlim();
        Assert.True(store.RoomAsync().IsCompleted);
        var held = store.WriteAsync(new Put("a", _ => gate.Wait()));
        var next = store.WriteAsync(new Put("b"));
        var room = store.RoomAsync();
        Assert.False(room.IsCompleted);
        gate.Set();
        await Task.WhenAll(held, next, room);
        Assert.True(store.RoomAsync().IsCompleted);
    }

    [Fact]
    public void Options_say_all_that_is_wrong_at_once()
    {
        var result = new SqliteStoreOptionsValidator().Validate(null, new SqliteStoreOptions { MaximumBatch = 0, MaximumPendingBytes = 0, MaximumPages = 1 });
        Assert.Equal(4, result.Failures!.Count());
        Assert.True(new SqliteStoreOptionsValidator().Validate(null, new SqliteStoreOptions { File = "x" }).Succeeded);
    }

    // What another connection sees is what was committed.
    private static long Transactions(SqliteSession session)
    {
        using var other = SqliteSession.Open(session.File, Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly, TimeSpan.Zero);
        var statement = other["SELECT count(*) FROM meta WHERE name NOT IN ('generation')"];
        statement.Read();
        return statement.Integer(0);
    }

    private static List<string> Names(DurableStore store) => store.Read(0, (session, _) =>
    {
        var names = new List<string>();
        var statement = session["SELECT name FROM meta WHERE name <> 'generation' ORDER BY name"];
        while (statement.Read())
            names.Add(statement.Text(0));
        return names;
    });

    private sealed class Put(string name, Action<SqliteSession>? then = null) : StoreWrite<bool>
    {
        protected override bool Result => true;

        public override void Apply(SqliteSession session)
        {
            session["INSERT INTO meta VALUES(?1, 1)"].Bind(1, name).Execute();
            then?.Invoke(session);
        }
    }
}
