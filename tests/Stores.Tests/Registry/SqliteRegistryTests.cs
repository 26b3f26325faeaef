using Supertrack.Stores.Registry;

namespace Supertrack.Stores.Tests.Registry;

public sealed class SqliteRegistryTests : RegistryContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteRegistry? _registry;

    protected override Task<RegistryStores?> OpenAsync()
    {
        _registry = new SqliteRegistry(Path.Combine(_folder.Path, "registry.db"));
        return Task.FromResult<RegistryStores?>(new RegistryStores(
            new SqliteReadModel(_registry), new SqliteEventLog(_registry), new SqliteApiKeys(_registry), new SqliteIdempotencyStore(_registry), new SqliteAuditLog(_registry)));
    }

    public void Dispose()
    {
        _registry?.Dispose();
        _folder.Dispose();
    }
}
