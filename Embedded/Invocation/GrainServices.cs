using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>Gives a grain's constructor what it asks for.</summary>
public readonly struct GrainServices
{
    private readonly Activation _activation;

    internal GrainServices(Activation activation) => _activation = activation;

    public IGrainContext Context => _activation;

    /// <summary>A singleton comes from the silo; anything else makes a scope for the activation.</summary>
    public T Get<T>() where T : notnull =>
        _activation.Silo.Singletons.Contains(typeof(T)) ? _activation.Silo.Services.GetRequiredService<T>()
        : _activation.ActivationServices.GetRequiredService<T>();

    public T? GetOrDefault<T>() => _activation.ActivationServices.GetService<T>();
    public T GetKeyed<T>(object? key) where T : notnull => _activation.ActivationServices.GetRequiredKeyedService<T>(key);

    public IPersistentState<T> GetState<T>(string stateName, string? storageName) =>
        _activation.Silo.Services.GetRequiredService<IPersistentStateFactory>()
            .Create<T>(_activation, new PersistentStateAttribute(stateName, storageName));
}
