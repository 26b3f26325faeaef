using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Postgres;

namespace Supertrack.Stores.Tests.Warehouse;

[Collection(PostgresCollection.Name)]
public sealed class PostgresWarehouseTests(PostgresServer server) : WarehouseContract, IAsyncLifetime
{
    private readonly PostgresWarehouse? _warehouse = server.ConnectionString is { } connection ? new PostgresWarehouse(connection) : null;

    protected override IWarehouse? Warehouse => _warehouse;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_warehouse is not null)
            await _warehouse.DisposeAsync();
    }

    protected override async Task<List<(string, string, string)>> QuarantineAsync()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(server.ConnectionString!);
        await using var command = source.CreateCommand($"SELECT member, value, reason FROM \"{PostgresWarehouse.SchemaOf(Dataset.Tenant)}\"._supertrack_quarantine");
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(string, string, string)>();
        while (await reader.ReadAsync())
            found.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return found;
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_the_password()
    {
        await using var warehouse = new PostgresWarehouse("Host=127.0.0.1;Port=1;Username=me;Password=hush;Database=d;Timeout=2");
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => warehouse.BeginAsync(Dataset, Shape(), 1, default));
        Assert.Equal(StorageRecovery.Retry, error.Recovery);
        Assert.Contains("127.0.0.1:1/d", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_needs_a_person()
    {
        if (server.ConnectionString is not { } connection)
            return;
        await using var warehouse = new PostgresWarehouse(connection.Replace("Database=postgres", "Database=nowhere", StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<StorageDeniedException>(() => warehouse.BeginAsync(Dataset, Shape(), 1, default));
        Assert.Equal(StorageRecovery.NeedsPerson, error.Recovery);
    }

    [Fact]
    public void Long_tenants_have_schemas_of_their_own()
    {
        var one = PostgresWarehouse.SchemaOf(new string('a', 62) + "b");
        var other = PostgresWarehouse.SchemaOf(new string('a', 62) + "c");
        Assert.NotEqual(one, other);
        Assert.InRange(one.Length, 1, 63);
    }
}
