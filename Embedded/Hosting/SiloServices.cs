using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Engine;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans.Hosting;

/// <summary>The services of a silo.</summary>
internal static class SiloServices
{
    public static void AddTo(IServiceCollection services)
    {
        if (services.Any(d => d.ServiceType == typeof(Silo)))
        {
            return;
        }

        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton(new SingletonServices(services));
        services.AddSingleton<SiloIdentity>();
        services.AddSingleton<EngineLog>();
        services.AddSingleton<EngineMeters>();
        services.TryAddSingleton<IMemoryReading, GarbageCollectorReading>();
        services.AddSingleton<Silo>();
        services.AddSingleton<IGrainTurns>(s => s.GetRequiredService<Silo>());
        services.AddSingleton<IClusterClient>(s => s.GetRequiredService<Silo>().Factory);
        services.AddSingleton<IGrainFactory>(s => s.GetRequiredService<Silo>().Factory);
        services.AddSingleton<IGrainRuntime>(s => s.GetRequiredService<Silo>().GrainRuntime);
        services.AddSingleton<ITimerRegistry>(s => s.GetRequiredService<Silo>().GrainRuntime);
        services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.AddScoped(s => RuntimeContext.Current
            ?? throw new InvalidOperationException("IGrainContext can be injected only while a grain is being constructed or runs."));
        services.TryAddSingleton<IPersistentStateFactory, PersistentStateFactory>();
        services.AddSingleton<IValidateOptions<SiloMessagingOptions>, MessagingValidator>();
        services.AddSingleton<IValidateOptions<GrainCollectionOptions>, CollectionValidator>();
        services.AddOptions<SiloMessagingOptions>().ValidateOnStart();
        services.AddOptions<GrainCollectionOptions>().ValidateOnStart();
        services.AddHostedService<SiloHost>();
    }
}
