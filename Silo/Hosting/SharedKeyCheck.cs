using Supertrack.Core.Storage;
using Supertrack.Silo.Settings;
using Supertrack.Stores.Registry.Postgres;
using Supertrack.Stores.Secrets;

namespace Supertrack.Silo.Hosting;

/// <summary>
/// Keeps a silo with another key out of the cluster: it could open no secret of the others, and they would refuse its calls. The database
/// holds only what is derived from the key.
/// </summary>
internal sealed class SharedKeyCheck(PostgresRegistry registry, KeyFile key, string path) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var mine = Convert.ToHexStringLower(key.Derive("cluster-key-check"));
        try
        {
            if (await registry.AgreeAsync("key-check", mine, cancellationToken) == mine)
                return;
        }
        catch (StorageException error)
        {
            throw new SettingsException($"{ClusterSettings.Section}:ConnectionString: {error.Message}");
        }
        throw new SettingsException(
            $"{path} is not the key of this cluster. Copy the file from a silo that runs, or name a shared one with {SiloSettings.Section}:KeyFile.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
