using Supertrack.Core.Storage;
using Supertrack.Stores.Warehouse.Evolution;
using Supertrack.Stores.Warehouse.Postgres;

namespace Supertrack.Stores.Tests.Warehouse.Evolution;

[Collection(PostgresCollection.Name)]
public sealed class PostgresEvolutionTests(PostgresServer server) : EvolutionContract, IAsyncLifetime
{
    private string? _address;
    private PostgresWarehouse? _warehouse;

    protected override (IWarehouse, IWarehouseEvolution)? Stores => _warehouse is null ? null : (_warehouse, WarehouseEvolution.OfPostgres(_address!));

    public async Task InitializeAsync()
    {
        _address = await server.CreateDatabaseAsync();
        if (_address is not null) _warehouse = new PostgresWarehouse(_address);
    }

    public async Task DisposeAsync()
    {
        if (_warehouse is not null) await _warehouse.DisposeAsync();
    }
}
