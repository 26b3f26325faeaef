using Microsoft.Extensions.Hosting;
using Orleans.Engine;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Starts and stops the silo with its host.</summary>
internal sealed class SiloHost(Silo silo, IMemoryReading memory, IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants, EngineLog log) : IHostedService, IDisposable
{
    /// <summary>After everything that feeds grains has stopped, before what they store into does.</summary>
    private const int GrainDeactivation = ServiceLifecycleStage.BecomeActive - 1;

    private readonly SiloLifecycle _lifecycle = new();
    private IdleCollector? _collector;
    private MemoryShedder? _shedder;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _collector = new IdleCollector(silo);
        _shedder = silo.Collection.EnableActivationSheddingOnMemoryPressure ? new MemoryShedder(silo, memory) : null;
        _lifecycle.Subscribe(nameof(SiloHost), GrainDeactivation, static _ => Task.CompletedTask, StopGrainsAsync);
        foreach (var participant in participants)
        {
            participant.Participate(_lifecycle);
        }

        await _lifecycle.StartAsync(cancellationToken);
        log.SiloStarted(silo.Name);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.StopAsync(cancellationToken);
        silo.Close();
        log.SiloStopped(silo.Name);
    }

    public void Dispose()
    {
        _collector?.Dispose();
        _shedder?.Dispose();
        silo.Close();
    }

    private async Task StopGrainsAsync(CancellationToken token)
    {
        try
        {
            await silo.DeactivateAllAsync(token);
        }
        catch (OperationCanceledException)
        {
            log.SiloStoppedEarly(silo.Name, silo.Classes.Sum(c => c.Count));
        }
    }
}
