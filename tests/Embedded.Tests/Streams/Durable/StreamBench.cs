using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage.Sqlite;
using Orleans.Streams.Durable;
using Supertrack.Embedded.Tests.Storage.Sqlite;

namespace Supertrack.Embedded.Tests.Streams.Durable;

/// <summary>A stream provider over a database of its own, with one class of grains that the namespace "events" subscribes.</summary>
internal sealed class StreamBench : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();

    public StreamBench() => Turns = new RecordingTurns
    {
        Grain = _ => Listener,
        Classes = [(GrainType.Create("listener"), typeof(Listener))],
    };

    public Listener Listener { get; set; } = new();
    public RecordingTurns Turns { get; }
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Without waits: the clock stands still unless a test moves it, and a read that the database refuses once must not end the delivery.</summary>
    public DurableStreamOptions Options { get; } = new() { PositionInterval = TimeSpan.Zero, FirstRetryDelay = TimeSpan.Zero, LongestRetryDelay = TimeSpan.Zero };

    public DurableStore Store { get; private set; } = null!;
    public DurableStreamProvider Provider { get; private set; } = null!;

    public async Task StartAsync()
    {
        Store = _folder.Open();
        var logger = NullLogger.Instance;
        Provider = new DurableStreamProvider(new StreamServices(
            "pipes", Store, Turns, Time, new SystemTextJsonGrainStorageSerializerOptions().JsonSerializerOptions, Options, logger)
        {
            Positions = new StreamPositions(Store, Time, Options.PositionInterval, logger),
        });
        await Provider.StartAsync();
    }

    public async Task StopAsync()
    {
        await Provider.StopAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        Provider.Dispose();
        Store.Dispose();
    }

    /// <summary>As if the process were killed: nothing more is written, positions in memory are lost.</summary>
    public void Crash()
    {
        Store.Dispose();
        Provider.Dispose();
        Turns.Deactivate(GrainId.Create("listener", "a"));
    }

    public long Count(string table) => Store.Read(table, static (session, name) =>
    {
        using var statement = new SqliteStatement(session, $"SELECT count(*) FROM {name}");
        statement.Read();
        return statement.Integer(0);
    });

    /// <summary>Waits for what happens on other threads; <paramref name="between"/> runs before each further look.</summary>
    /// <exception cref="TimeoutException">It did not become true within 30 seconds.</exception>
    public static async Task UntilAsync(Func<bool> condition, string what, Func<Task>? between = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited 30 seconds until {what}.");
            await Task.Yield();
            if (between is not null)
                await between();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }
}
