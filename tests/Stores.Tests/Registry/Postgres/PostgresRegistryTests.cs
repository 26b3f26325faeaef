using Supertrack.Core.Storage;
using Supertrack.Stores.Registry.Postgres;
using Supertrack.Stores.Tests.Warehouse;

namespace Supertrack.Stores.Tests.Registry.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresRegistryTests(PostgresServer server) : RegistryContract, IAsyncLifetime
{
    private readonly List<PostgresRegistry> _opened = [];
    private string? _connection;

    public async Task InitializeAsync() => _connection = await server.CreateDatabaseAsync();

    protected override Task<RegistryStores?> OpenAsync() => Task.FromResult(_connection is null ? null : Stores(Open(_connection)));

    [Fact]
    public async Task Silos_that_start_together_over_an_empty_database_share_one_registry()
    {
        if (_connection is null)
            return;
        var silos = Enumerable.Range(0, 4).Select(_ => Open(_connection)).ToArray();
        var agreed = await Task.WhenAll(silos.Select((silo, number) => silo.AgreeAsync("key", $"value {number}", default)));
        Assert.Single(agreed.Distinct());
        var document = new ReadDocument("tenant", "acme", "acme", "", 1, false, "{}");
        await Stores(silos[0]).Lists.PutAsync(document, default);
        Assert.Equal(document, await Stores(silos[3]).Lists.FindAsync("tenant", "acme", "acme", default));
    }

    [Fact]
    public async Task An_event_of_another_silo_ends_the_wait()
    {
        if (_connection is null)
            return;
        var (one, other) = (Stores(Open(_connection)), Stores(Open(_connection)));
        var wait = one.Events.WaitAsync(TimeSpan.FromMinutes(5), default);
        var id = await other.Events.AppendAsync(new PlatformEvent(0, "acme", "run.started", "x", DateTimeOffset.UnixEpoch, "{}"), default);
        await wait.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(id, Assert.Single(await one.Events.ReadAsync("acme", 0, 10, default)).Id);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_the_password()
    {
        await using var registry = new PostgresRegistry("Host=127.0.0.1;Port=1;Username=me;Password=hush;Database=d;Timeout=2");
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => new PostgresApiKeys(registry).FindAsync("x", default));
        Assert.Contains("127.0.0.1:1/d", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        foreach (var registry in _opened)
            await registry.DisposeAsync();
    }

    private PostgresRegistry Open(string connection)
    {
        var registry = new PostgresRegistry(connection);
        _opened.Add(registry);
        return registry;
    }

    private static RegistryStores Stores(PostgresRegistry registry) => new(
        new PostgresReadModel(registry), new PostgresEventLog(registry, TimeProvider.System), new PostgresApiKeys(registry), new PostgresIdempotencyStore(registry), new PostgresAuditLog(registry));
}
