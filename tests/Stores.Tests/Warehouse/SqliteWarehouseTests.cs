using Microsoft.Data.Sqlite;
using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Tests.Warehouse;

public sealed class SqliteWarehouseTests : WarehouseContract, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteWarehouse _warehouse;

    public SqliteWarehouseTests() => _warehouse = new SqliteWarehouse(_folder.Path);

    protected override IWarehouse? Warehouse => _warehouse;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _warehouse.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    protected override async Task<List<(string, string, string)>> QuarantineAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_warehouse.PathOf(Dataset.Tenant)}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT member, value, reason FROM _supertrack_quarantine";
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(string, string, string)>();
        while (await reader.ReadAsync())
            found.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return found;
    }

    [Fact]
    public async Task A_connector_whose_tables_would_have_a_reserved_name_is_stored_under_another()
    {
        var dataset = Dataset with { Connector = "sqlite" };
        await _warehouse.BeginAsync(dataset, Shape(), 1, default).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("t_sqlite_", Assert.Single(await _warehouse.ListAsync(dataset.Tenant, default)).Table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_alone()
    {
        var path = _warehouse.PathOf(Dataset.Tenant);
        await File.WriteAllTextAsync(path, new string('x', 5000));
        var error = await Assert.ThrowsAsync<StorageCorruptException>(() => _warehouse.BeginAsync(Dataset, Shape(), 1, default));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(StorageRecovery.NeedsPerson, error.Recovery);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_file_locked_by_somebody_else_is_a_retriable_error()
    {
        await Store(_warehouse, Shape(), 1, 1, """{"id":1}""");
        await using var other = new SqliteConnection($"Data Source={_warehouse.PathOf(Dataset.Tenant)}");
        other.Open();
        using (var begin = other.CreateCommand())
        {
            begin.CommandText = "BEGIN IMMEDIATE";
            begin.ExecuteNonQuery();
        }
        var error = await Assert.ThrowsAsync<StorageBusyException>(() => Commit(_warehouse, Shape(), 1, 2, """{"id":2}"""));
        Assert.Equal(StorageRecovery.Retry, error.Recovery);
        await other.CloseAsync();
        SqliteConnection.ClearPool(other);
        Assert.Equal(1, (await Commit(_warehouse, Shape(), 1, 2, """{"id":2}""")).StoredPages);
    }

    [Fact]
    public async Task A_full_disk_stores_nothing_and_the_same_commit_succeeds_once_there_is_room()
    {
        await Store(_warehouse, Shape(), 1, 1, """{"id":1}""");
        _warehouse.LimitPages(Dataset.Tenant, 20);
        var record = $$"""{"id":2,"name":"{{new string('x', 200_000)}}"}""";
        var error = await Assert.ThrowsAsync<StorageFullException>(() => Commit(_warehouse, Shape(), 1, 2, record));
        Assert.Contains("--data DIR", error.Message, StringComparison.Ordinal);
        Assert.Single(await Rows(_warehouse));
        Assert.Equal(1, (await _warehouse.PositionAsync(Dataset, default))!.Sequence);
        _warehouse.LimitPages(Dataset.Tenant, 1_000_000);
        Assert.Equal(1, (await Commit(_warehouse, Shape(), 1, 2, record)).StoredPages);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        await using var warehouse = new SqliteWarehouse(Path.Combine(file, "below"));
        var error = await Assert.ThrowsAnyAsync<StorageException>(() => warehouse.BeginAsync(Dataset, Shape(), 1, default));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a/b")]
    public void A_tenant_that_is_no_plain_name_reaches_no_file(string tenant) =>
        Assert.Throws<ArgumentException>(() => _warehouse.PathOf(tenant));
}
