using Supertrack.Stores.Tests.Warehouse;

namespace Supertrack.Silo.Tests.Cluster;

/// <summary>State, reminders and streams of a cluster over PostgreSQL, through the tables and statements that a silo applies when it starts.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ClusterStoreTests(PostgresServer server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task State_and_reminders_outlive_every_silo_of_the_cluster()
    {
        if (await server.CreateDatabaseAsync() is not { } database)
            return;
        var longKey = new string('k', 3_000);
        await using (var pair = await ClusterPair.StartAsync(database, _folder.Path))
        {
            for (var number = 0; number < 20; number++)
                await pair.First.GetGrain<INoteGrain>($"note {number}").WriteAsync($"text {number}");
            for (var number = 0; number < 20; number++)
                Assert.Equal($"text {number}", await pair.Second.GetGrain<INoteGrain>($"note {number}").ReadAsync());
            await pair.First.GetGrain<INoteGrain>(longKey).WriteAsync("long");
            await pair.First.GetGrain<INoteGrain>("note 1").ClearAsync();
            await pair.First.GetGrain<INoteGrain>("note 2").RemindAsync("later", TimeSpan.FromHours(1));
        }
        await using (var pair = await ClusterPair.StartAsync(database, _folder.Path))
        {
            Assert.Equal("long", await pair.Second.GetGrain<INoteGrain>(longKey).ReadAsync());
            Assert.Equal("(none)", await pair.First.GetGrain<INoteGrain>("note 1").ReadAsync());
            var note = pair.First.GetGrain<INoteGrain>("note 2");
            Assert.Equal("text 2", await note.ReadAsync());
            await note.WriteAsync("newer");
            await note.LeaveAsync();
            Assert.Equal("newer", await pair.Second.GetGrain<INoteGrain>("note 2").ReadAsync());
            Assert.Equal(1, await note.ReminderCountAsync());
            Assert.True(await note.ForgetAsync("later"));
            Assert.Equal(0, await note.ReminderCountAsync());
            Assert.False(await note.ForgetAsync("later"));
        }
    }

    [Fact]
    public async Task A_reminder_of_every_grain_ticks_whichever_silo_it_falls_to()
    {
        if (await server.CreateDatabaseAsync() is not { } database)
            return;
        await using var pair = await ClusterPair.StartAsync(database, _folder.Path);
        var keys = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid().ToString("N")).ToArray();
        foreach (var key in keys)
            await pair.First.GetGrain<INoteGrain>(key).RemindAsync("soon", TimeSpan.FromSeconds(1));
        await UntilAsync(() => keys.All(key => NoteGrain.Ticks.ContainsKey(key + " soon")), "every reminder ticked");
        // Moving a reminder replaces it.
        await pair.Second.GetGrain<INoteGrain>(keys[0]).RemindAsync("soon", TimeSpan.FromHours(1));
        Assert.Equal(1, await pair.First.GetGrain<INoteGrain>(keys[0]).ReminderCountAsync());
    }

    [Fact]
    public async Task A_subscription_is_kept_in_the_database_and_hears_what_another_silo_says()
    {
        if (await server.CreateDatabaseAsync() is not { } database)
            return;
        await using var pair = await ClusterPair.StartAsync(database, _folder.Path);
        var key = Guid.NewGuid().ToString("N");
        var listener = pair.First.GetGrain<INoteGrain>(key);
        await listener.ListenAsync();
        await pair.Second.GetGrain<INoteGrain>(key).SayAsync("one");
        await UntilAsync(() => Heard(key).Contains("one"), "the first event was heard");
        await listener.LeaveAsync();
        Assert.Equal(1, await listener.ListenersAsync());
        await pair.Second.GetGrain<INoteGrain>(key).SayAsync("two");
        await UntilAsync(() => Heard(key).Contains("two"), "the second event was heard");
        Assert.Equal(["one", "two"], Heard(key).Distinct());
    }

    private static string[] Heard(string key) => NoteGrain.Heard.TryGetValue(key, out var heard) ? [.. heard] : [];

    private static async Task UntilAsync(Func<bool> reached, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!reached())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"After {Patience.TotalSeconds} s it is still not so that {what}.");
            await Task.Delay(50);
        }
    }

    public void Dispose() => _folder.Dispose();
}
