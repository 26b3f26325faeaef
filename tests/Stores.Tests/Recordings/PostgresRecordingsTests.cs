using Supertrack.Core.Storage;
using Supertrack.Stores.Recordings;
using Supertrack.Stores.Registry.Postgres;
using Supertrack.Stores.Tests.Warehouse;

namespace Supertrack.Stores.Tests.Recordings;

[Collection(PostgresCollection.Name)]
public sealed class PostgresRecordingsTests(PostgresServer server) : RecordingsContract, IAsyncLifetime
{
    private PostgresRegistry? _registry;

    protected override IRecordings? Recordings => _registry is null ? null : new PostgresRecordings(_registry);

    public async Task InitializeAsync() => _registry = await server.CreateDatabaseAsync() is { } connection ? new PostgresRegistry(connection) : null;

    public async Task DisposeAsync()
    {
        if (_registry is not null)
            await _registry.DisposeAsync();
    }
}
