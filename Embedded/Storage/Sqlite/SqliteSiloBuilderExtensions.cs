using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Storage.Sqlite;

namespace Orleans.Hosting;

/// <summary>Grain state in the engine's SQLite database. Everything durable of a silo lies in that one database.</summary>
public static class SqliteSiloBuilderExtensions
{
    /// <summary>Names the database; every durable provider of the silo uses it.</summary>
    public static ISiloBuilder UseSqliteStore(this ISiloBuilder builder, Action<SqliteStoreOptions> configure)
    {
        builder.Services.AddSqliteStore();
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Registers grain storage under <see cref="ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME"/>.</summary>
    public static ISiloBuilder AddSqliteGrainStorageAsDefault(this ISiloBuilder builder) =>
        builder.AddSqliteGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);

    /// <summary>Registers grain storage under a name. States of different providers do not meet.</summary>
    public static ISiloBuilder AddSqliteGrainStorage(this ISiloBuilder builder, string name)
    {
        builder.Services.AddSqliteStore();
        builder.Services.AddGrainStorage(name, (services, provider) => new SqliteGrainStorage(
            provider,
            services.GetRequiredService<DurableStore>(),
            services.GetRequiredService<IOptions<SystemTextJsonGrainStorageSerializerOptions>>().Value.JsonSerializerOptions));
        return builder;
    }

    internal static void AddSqliteStore(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(DurableStore)))
            return;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SqliteStoreOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>();
        services.AddSingleton<DurableStore>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, DurableStoreOpener>();
    }
}
