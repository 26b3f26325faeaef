using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Silo.Access;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo.Hosting;

/// <summary>After the engine has started: makes the first key, wakes the connectors that have a run or a schedule, and then says ready.</summary>
internal sealed class Awakening(
    IGrainFactory grains, IReadModel lists, CallerSeal seal, FirstKey firstKey, SiloSettings settings, Readiness readiness,
    IHostApplicationLifetime lifetime, ILogger<Awakening> log) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(Drain);
        if (await firstKey.CreateAsync(cancellationToken) is { } key)
            Console.WriteLine($"Administrator key (shown only now): {key}");
        foreach (var connector in await lists.ListActiveAsync("connector", cancellationToken))
            await WakeAsync(connector);
        readiness.Set(true);
        HostLog.Ready(log, Engine.Name, settings.Data);
    }

    private async Task WakeAsync(ReadDocument connector)
    {
        seal.ActAsPlatform(connector.Tenant, "awakening");
        try
        {
            await grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(connector.Tenant, connector.Id)).ReconcileAsync(afterRestart: true);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // One connector that cannot go on must not keep the others from it; its reminder tries again.
            HostLog.NotWoken(log, error, connector.Tenant, connector.Id);
        }
    }

    private void Drain()
    {
        readiness.Set(false);
        if (settings.DrainSeconds > 0)
            Thread.Sleep(TimeSpan.FromSeconds(settings.DrainSeconds));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
