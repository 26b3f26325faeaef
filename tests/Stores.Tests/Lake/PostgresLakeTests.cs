using Supertrack.Core.Storage;
using Supertrack.Stores.Lake;
using Supertrack.Stores.Registry.Postgres;
using Supertrack.Stores.Tests.Warehouse;

namespace Supertrack.Stores.Tests.Lake;

[Collection(PostgresCollection.Name)]
public sealed class PostgresLakeTests(PostgresServer server) : LakeContract, IAsyncLifetime
{
    private PostgresRegistry? _registry;

    protected override ILake? Lake => _registry is null ? null : new PostgresLake(_registry);

    public async Task InitializeAsync() => _registry = await server.CreateDatabaseAsync() is { } connection ? new PostgresRegistry(connection) : null;

    public async Task DisposeAsync()
    {
        if (_registry is not null)
            await _registry.DisposeAsync();
    }
}
