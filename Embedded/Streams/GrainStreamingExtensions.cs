using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans;

/// <summary>Stream providers, for grains.</summary>
public static class GrainStreamingExtensions
{
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) => GetStreamProvider((IGrainBase)grain, name);

    /// <exception cref="KeyNotFoundException">No provider of that name is registered.</exception>
    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
        StreamProviderLookup.Find(grain.GrainContext.ActivationServices, name);
}

/// <summary>Stream providers, for callers outside grains.</summary>
public static class ClientStreamingExtensions
{
    /// <exception cref="KeyNotFoundException">No provider of that name is registered.</exception>
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) =>
        StreamProviderLookup.Find(client.ServiceProvider, name);
}

internal static class StreamProviderLookup
{
    public static IStreamProvider Find(IServiceProvider services, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentNullException(nameof(name));
        }

        return services.GetKeyedService<IStreamProvider>(name)
            ?? throw new KeyNotFoundException($"Stream provider '{name}' not found; register one of that name with the silo builder.");
    }
}
