using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Secrets;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing;
using Supertrack.Grains;
using Supertrack.Grains.Access;
using Supertrack.Grains.Agents;
using Supertrack.Grains.Telemetry;
using Supertrack.Silo.Access;
using Supertrack.Silo.Settings;
using Supertrack.Stores.Connectors;
using Supertrack.Stores.Http;
using Supertrack.Stores.Lake;
using Supertrack.Stores.Registry;
using Supertrack.Stores.Secrets;
using Supertrack.Stores.Warehouse.Postgres;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Silo.Hosting;

/// <summary>The stores under the data folder, and what the grains need of Core.</summary>
internal static class StoreServices
{
    public static void Add(IServiceCollection services, SiloSettings settings, DataFolder data)
    {
        var key = KeyFile.OpenOrCreate(data.KeyFile);
        services.AddSingleton(settings);
        // Made by a factory, so that the container disposes of it.
        services.AddSingleton(_ => data);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ISecretBox>(key);
        services.AddSingleton(new CallerSeal(key.Derive("caller-seal")));
        services.AddSingleton<FirstKey>();
        AddRegistry(services, data);
        services.AddSingleton<IWarehouse>(_ => settings.Warehouse.Kind == "postgres"
            ? new PostgresWarehouse(settings.Warehouse.ConnectionString!)
            : new SqliteWarehouse(data.Warehouse));
        services.AddSingleton<ILake>(new LakeFolder(data.Lake));
        services.AddSingleton<Projection>();
        services.AddSingleton(new RunPolicy { Attempts = settings.Sync.Attempts });
        services.AddSingleton(new ChunkLimits { Duration = TimeSpan.FromSeconds(settings.Sync.ChunkSeconds), CommitRecords = settings.Sync.CommitRecords });
        services.AddSingleton<ChunkRunner>();
        services.AddSingleton<SourceCache>();
        services.AddSingleton<SyncMeters>();
        services.AddSingleton<IHttpTransport>(_ => new SocketsHttpTransport(new HttpTransportOptions { Egress = settings.Egress.ToPolicy() }));
        services.AddSingleton<ISourcePlaces>(new AllowedPlaces([.. settings.Sources.Folders], [.. settings.Sources.DatabaseHosts]));
        services.AddSingleton<ISourceOpener, SourceOpener>();
    }

    private static void AddRegistry(IServiceCollection services, DataFolder data)
    {
        services.AddSingleton(_ => new SqliteRegistry(data.Registry));
        services.AddSingleton<IReadModel, SqliteReadModel>();
        services.AddSingleton<IEventLog>(provider => new SqliteEventLog(provider.GetRequiredService<SqliteRegistry>()));
        services.AddSingleton<IApiKeys, SqliteApiKeys>();
        services.AddSingleton<IIdempotencyStore, SqliteIdempotencyStore>();
    }
}
