using Microsoft.Extensions.DependencyInjection;
using Orleans.Engine;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <inheritdoc/>
internal sealed class PersistentStateFactory : IPersistentStateFactory
{
    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config)
    {
        var services = context is Activation activation ? activation.Silo.Services : context.ActivationServices;
        var storage = config.StorageName is { Length: > 0 } name
            ? services.GetKeyedService<IGrainStorage>(name)
                ?? throw new OrleansConfigurationException(
                    $"No storage provider named \"{name}\" found, which state \"{config.StateName}\" of grain type {context.GrainId.Type} needs. Add one with that name to the silo.")
            : services.GetService<IGrainStorage>()
                ?? throw new OrleansConfigurationException(
                    $"No default storage provider found, which state \"{config.StateName}\" of grain type {context.GrainId.Type} needs. Add one to the silo, or name another.");
        var state = new PersistentState<TState>(config.StateName, context, storage);
        context.ObservableLifecycle.Subscribe(config.StateName, GrainLifecycleStage.SetupState, state);
        return state;
    }
}
