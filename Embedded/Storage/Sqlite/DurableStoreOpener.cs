using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Storage.Sqlite;

/// <summary>Opens the database when the silo starts, so that a file that cannot be used stops the start and not the first call.</summary>
internal sealed class DurableStoreOpener(IServiceProvider services) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<DurableStoreOpener>(ServiceLifecycleStage.RuntimeStorageServices - 1, _ =>
        {
            services.GetRequiredService<DurableStore>();
            return Task.CompletedTask;
        });
}
