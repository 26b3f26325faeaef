using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Evolution;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Tests.Warehouse.Evolution;

public sealed class SqliteEvolutionTests : EvolutionContract, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-evolution-").FullName;
    private readonly SqliteWarehouse _warehouse;

    public SqliteEvolutionTests() => _warehouse = new SqliteWarehouse(_folder);

    protected override (IWarehouse, IWarehouseEvolution)? Stores => (_warehouse, WarehouseEvolution.OfSqlite(_folder));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _warehouse.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
