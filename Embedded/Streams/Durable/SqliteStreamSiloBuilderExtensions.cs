using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage.Sqlite;
using Orleans.Streams;
using Orleans.Streams.Durable;

namespace Orleans.Hosting;

/// <summary>Streams in the engine's SQLite database.</summary>
public static class SqliteStreamSiloBuilderExtensions
{
    /// <summary>Adds a stream provider, kept where <see cref="SqliteSiloBuilderExtensions.UseSqliteStore"/> says.</summary>
    public static ISiloBuilder AddSqliteStreams(this ISiloBuilder builder, string name, Action<DurableStreamOptions>? configure = null)
    {
        var services = builder.Services;
        services.AddSqliteStore();
        services.AddOptions<DurableStreamOptions>(name).Configure(configure ?? (_ => { })).ValidateOnStart();
        if (!services.Any(service => service.ImplementationType == typeof(DurableStreamOptionsValidator)))
            services.AddSingleton<IValidateOptions<DurableStreamOptions>, DurableStreamOptionsValidator>();
        services.AddKeyedSingleton(name, (provider, _) => Create(provider, name));
        services.AddKeyedSingleton<IStreamProvider>(name, (provider, _) => provider.GetRequiredKeyedService<DurableStreamProvider>(name));
        services.AddKeyedSingleton(name, (provider, _) => provider.GetRequiredKeyedService<DurableStreamProvider>(name).DeadLetters);
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            provider => provider.GetRequiredKeyedService<DurableStreamProvider>(name));
        return builder;
    }

    private static DurableStreamProvider Create(IServiceProvider services, string name)
    {
        var store = services.GetRequiredService<DurableStore>();
        var time = services.GetRequiredService<TimeProvider>();
        var options = services.GetRequiredService<IOptionsMonitor<DurableStreamOptions>>().Get(name);
        var logger = services.GetRequiredService<ILogger<DurableStreamProvider>>();
        return new DurableStreamProvider(new StreamServices(
            name, store, services.GetRequiredService<IGrainTurns>(), time,
            services.GetRequiredService<IOptions<SystemTextJsonGrainStorageSerializerOptions>>().Value.JsonSerializerOptions, options, logger)
        {
            Positions = new StreamPositions(store, time, options.PositionInterval, logger),
        });
    }
}
