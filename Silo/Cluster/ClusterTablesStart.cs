using Microsoft.Extensions.Hosting;

namespace Supertrack.Silo.Cluster;

/// <summary>Makes the tables before anything else of the host starts: Orleans' providers read their statements as they start.</summary>
internal sealed class ClusterTablesStart(string connectionString) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => ClusterTables.EnsureAsync(connectionString, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
