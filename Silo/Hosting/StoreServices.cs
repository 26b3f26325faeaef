using Supertrack.Core.Connectors.Budgets;
using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Healing.Trials;
using Supertrack.Core.Regression;
using Supertrack.Core.Secrets;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Grains;
using Supertrack.Grains.Access;
using Supertrack.Grains.Agents;
using Supertrack.Grains.Telemetry;
using Supertrack.Grains.Tenants;
using Supertrack.Silo.Access;
using Supertrack.Silo.Settings;
using Supertrack.Silo.Versions;
using Supertrack.Stores.Http;
using Supertrack.Stores.Lake;
using Supertrack.Stores.Notifications;
using Supertrack.Stores.Recordings;
using Supertrack.Stores.Registry;
using Supertrack.Stores.Registry.Postgres;
using Supertrack.Stores.Secrets;
using Supertrack.Stores.Versions;
using Supertrack.Stores.Warehouse.Evolution;
using Supertrack.Stores.Warehouse.Postgres;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Silo.Hosting;

/// <summary>The stores under the data folder, and what the grains need of Core.</summary>
internal static class StoreServices
{
    public static void Add(IServiceCollection services, SiloSettings settings, DataFolder data)
    {
        var key = MasterKey.Open(settings, data);
        services.AddSingleton(settings);
        // Made by a factory, so that the container disposes of it.
        services.AddSingleton(_ => data);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ISecretBox>(key);
        services.AddSingleton(new CallerSeal(key.Derive("caller-seal")));
        services.AddSingleton<FirstKey>();
        if (settings.Cluster.IsShared)
            AddSharedRegistry(services, settings, data, key);
        else
            AddRegistry(services, settings, data);
        services.AddSingleton<IWarehouse>(_ => settings.Warehouse.Kind == "postgres"
            ? new PostgresWarehouse(settings.Warehouse.ConnectionString!)
            : new SqliteWarehouse(data.Warehouse));
        services.AddSingleton<IWarehouseEvolution>(_ => settings.Warehouse.Kind == "postgres"
            ? WarehouseEvolution.OfPostgres(settings.Warehouse.ConnectionString!)
            : WarehouseEvolution.OfSqlite(data.Warehouse));
        services.AddSingleton<IRecordings>(provider => settings.Cluster.IsShared && settings.Recordings.Folder is null
            ? new PostgresRecordings(provider.GetRequiredService<PostgresRegistry>())
            : new RecordingFolder(settings.Recordings.Folder ?? data.Recordings));
        services.AddSingleton(provider => new RecordingKeeper(
            provider.GetRequiredService<IRecordings>(), settings.Recordings.Limits, settings.Recordings.Policy, key.Derive("pseudonyms"), provider.GetRequiredService<TimeProvider>()));
        AddVersions(services, settings, data);
        services.AddSingleton<Projection>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton(new RunPolicy { Attempts = settings.Sync.Attempts });
        services.AddSingleton(new ChunkLimits { Duration = TimeSpan.FromSeconds(settings.Sync.ChunkSeconds), CommitRecords = settings.Sync.CommitRecords });
        services.AddSingleton<ChunkRunner>();
        services.AddSingleton<SourceCache>();
        services.AddSingleton<SyncMeters>();
        services.AddSingleton(provider => new PolicedTransports(new HttpTransportOptions(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new ReachLimits(settings));
        services.AddSingleton<IReachLimits>(provider => provider.GetRequiredService<ReachLimits>());
        services.AddSingleton<IHostPaces, HostPaces>();
        services.AddSingleton<ISourceOpener, SourceOpener>();
        services.AddSingleton<IRepairTrials, RepairTrials>();
        services.AddSingleton<RepairSearcher>();
        services.AddSingleton<RepairProver>();
        services.AddSingleton(Policy(settings.Healing));
        services.AddSingleton(settings.Incidents.Policy);
        services.AddSingleton(settings.Notifications.Policy);
        services.AddSingleton<INotificationSender>(provider => new NotificationSender(
            provider.GetRequiredService<PolicedTransports>(), provider.GetRequiredService<ReachLimits>().Policy, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new NoticePolicy { Watches = settings.Healing.Notice, ProbeEvery = TimeSpan.FromMinutes(settings.Healing.ProbeMinutes) });
    }

    private static RepairPolicy Policy(HealingSettings healing) => new()
    {
        Automatic = healing.Automatic,
        AskFirst = healing.AskFirst,
        AskWhenColumnsAreLost = healing.AskWhenColumnsAreLost,
        CleanRuns = healing.CleanRuns,
        Attempts = healing.Attempts,
        Requests = healing.Requests,
        Time = TimeSpan.FromMinutes(healing.Minutes),
        SearchDeadline = TimeSpan.FromMinutes(healing.Minutes + 5),
        ProbationRuns = healing.ProbationRuns,
        Probation = TimeSpan.FromDays(healing.ProbationDays),
        CoolDown = TimeSpan.FromHours(healing.CoolDownHours),
    };

    private static void AddVersions(IServiceCollection services, SiloSettings settings, DataFolder data)
    {
        services.AddSingleton<IVersionAlarm, VersionAlarm>();
        services.AddSingleton(provider => new VersionFolder(
            settings.Versions.Folder ?? data.Versions, provider.GetRequiredService<IVersionAlarm>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IVersionStore>(provider => provider.GetRequiredService<VersionFolder>());
        services.AddSingleton<IRegressionSuite>(provider => new RegressionSuite(provider.GetRequiredService<TimeProvider>(), RegressionSuite.DefaultLimit));
        services.AddSingleton(DeploymentPolicy.Default);
        services.AddSingleton<ActivationChecks>();
        services.AddSingleton<DeploymentRegistry>();
        services.AddSingleton(new DeploymentEnvironment(Stages.Parse(settings.Versions.Environment)));
        services.AddHostedService<RepositoryService>();
    }

    private static void AddRegistry(IServiceCollection services, SiloSettings settings, DataFolder data)
    {
        services.AddSingleton<ILake>(new LakeFolder(settings.LakeFolder ?? data.Lake));
        services.AddSingleton(_ => new SqliteRegistry(data.Registry));
        services.AddSingleton<IReadModel, SqliteReadModel>();
        services.AddSingleton<IEventLog>(provider => new SqliteEventLog(provider.GetRequiredService<SqliteRegistry>()));
        services.AddSingleton<IApiKeys, SqliteApiKeys>();
        services.AddSingleton<IIdempotencyStore, SqliteIdempotencyStore>();
        services.AddSingleton<IAuditLog, SqliteAuditLog>();
    }

    /// <summary>In the cluster's database, so that every silo knows the same lists, events, keys, answers and raw records.</summary>
    private static void AddSharedRegistry(IServiceCollection services, SiloSettings settings, DataFolder data, KeyFile key)
    {
        services.AddSingleton(_ => new PostgresRegistry(settings.Cluster.ConnectionString!));
        services.AddSingleton<IReadModel, PostgresReadModel>();
        services.AddSingleton<IEventLog>(provider => new PostgresEventLog(provider.GetRequiredService<PostgresRegistry>(), TimeProvider.System));
        services.AddSingleton<IApiKeys, PostgresApiKeys>();
        services.AddSingleton<IIdempotencyStore, PostgresIdempotencyStore>();
        services.AddSingleton<IAuditLog, PostgresAuditLog>();
        services.AddSingleton<ILake>(provider => settings.LakeFolder is { } folder
            ? new LakeFolder(folder)
            : new PostgresLake(provider.GetRequiredService<PostgresRegistry>()));
        services.AddHostedService(provider => new SharedKeyCheck(provider.GetRequiredService<PostgresRegistry>(), key, settings.KeyFile ?? data.KeyFile));
    }
}
