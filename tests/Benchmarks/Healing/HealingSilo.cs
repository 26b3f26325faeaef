using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Recordings;
using Supertrack.Core.Healing.Incidents;
using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Regression;
using Supertrack.Core.Secrets;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Grains;
using Supertrack.Grains.Access;
using Supertrack.Grains.Agents;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Telemetry;
using Supertrack.Grains.Tenants;
using Supertrack.Lab.Samples;
using Supertrack.Stores.Http;
using Supertrack.Stores.Lake;
using Supertrack.Stores.Recordings;
using Supertrack.Stores.Registry;
using Supertrack.Stores.Secrets;
using Supertrack.Stores.Versions;
using Supertrack.Stores.Warehouse.Evolution;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Benchmarks.Healing;

/// <summary>A silo's grains and stores over a folder of its own, without the gateway.</summary>
internal sealed class HealingSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Uri _lab;
    private readonly string _folder;
    private readonly bool _healing;
    private int _syncs;

    private HealingSilo(IHost host, Uri lab, string folder, bool healing) => (_host, _lab, _folder, _healing) = (host, lab, folder, healing);

    public static async Task<HealingSilo> StartAsync(Uri lab, bool healing, bool recordEach)
    {
        var folder = Directory.CreateTempSubdirectory("supertrack-healing-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        AddStores(builder, folder, healing, recordEach);
        builder.UseOrleans(silo =>
        {
#if ENGINE_ORLEANS
            silo.UseLocalhostClustering().AddMemoryGrainStorage(StorageNames.Provider).UseInMemoryReminderService();
#else
            silo.UseSqliteStore(options => options.File = Path.Combine(folder, "engine.db")).AddSqliteGrainStorage(StorageNames.Provider).UseSqliteReminderService();
#endif
            silo.AddIncomingGrainCallFilter<AccessFilter>();
        });
        var host = builder.Build();
        await host.StartAsync();
        return new HealingSilo(host, lab, folder, healing);
    }

    public async Task<SyncCost> SyncAsync(int records)
    {
        await PrepareAsync();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (cpu, allocated) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
        var run = await Connector().StartRunAsync(new RunRequest { FullRefresh = true });
        while (run.FinishedAt is null)
        {
            await Task.Delay(50);
            run = await Connector().GetRunAsync(run.Id);
        }
        process.Refresh();
        var cost = new SyncCost((process.TotalProcessorTime - cpu).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated, run.Requests, GC.GetTotalMemory(forceFullCollection: true));
        if (run.Status != "succeeded" || run.Records != records || run.Findings.Length > 0)
            throw new InvalidOperationException($"The run {run.Status} with {run.Records} records: {run.Failure?.Message}{string.Join("; ", run.Findings.Select(finding => finding.Evidence))}");
        return cost;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Records are held against stored ones only with a manifest that has read before: without healing it is another one each time, in its comments.
    private async Task PrepareAsync()
    {
        var number = _syncs++;
        var text = ContactsApi.Manifest(_lab) + (_healing ? "" : $"\n# {number}\n");
        var definition = new ConnectorDefinition { Manifest = text, Config = new JsonObject { ["api_key"] = ContactsApi.Secret }.ToJsonString() };
        if (number == 0) await Connector().RegisterAsync(definition);
        else if (!_healing) await Connector().UpdateAsync(definition, null);
    }

    private IConnectorGrain Connector()
    {
        _host.Services.GetRequiredService<CallerSeal>().ActAs(new Caller { Subject = "bench", Tenant = "bench", Role = Role.Editor });
        return _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IConnectorGrain>(GrainKeys.Connector("bench", "crm"));
    }

    private static void AddStores(HostApplicationBuilder builder, string folder, bool healing, bool recordEach)
    {
        var services = builder.Services;
        var key = KeyFile.OpenOrCreate(Path.Combine(folder, "key"));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ISecretBox>(key);
        services.AddSingleton(new CallerSeal(key.Derive("caller-seal")));
        services.AddSingleton(_ => new SqliteRegistry(Path.Combine(folder, "registry.db")));
        services.AddSingleton<IReadModel, SqliteReadModel>();
        services.AddSingleton<IEventLog>(provider => new SqliteEventLog(provider.GetRequiredService<SqliteRegistry>()));
        services.AddSingleton<IAuditLog, SqliteAuditLog>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<IWarehouse>(_ => new SqliteWarehouse(Path.Combine(folder, "warehouse")));
        services.AddSingleton<IWarehouseEvolution>(_ => WarehouseEvolution.OfSqlite(Path.Combine(folder, "warehouse")));
        services.AddSingleton<ILake>(new LakeFolder(Path.Combine(folder, "lake")));
        services.AddSingleton<IRecordings>(new RecordingFolder(Path.Combine(folder, "recordings")));
        services.AddSingleton(provider => new RecordingKeeper(
            provider.GetRequiredService<IRecordings>(), new RecordingLimits { Exchanges = healing ? 25 : 0, RefreshEvery = TimeSpan.FromMinutes(recordEach ? 0 : 15) }, FieldPolicy.Usual, key.Derive("pseudonyms"), TimeProvider.System));
        services.AddSingleton<IVersionStore>(_ => new VersionFolder(Path.Combine(folder, "versions"), new Silent(), TimeProvider.System));
        services.AddSingleton<IRegressionSuite>(new RegressionSuite(TimeProvider.System, RegressionSuite.DefaultLimit));
        services.AddSingleton(DeploymentPolicy.Default);
        services.AddSingleton<ActivationChecks>();
        services.AddSingleton<DeploymentRegistry>();
        services.AddSingleton(DeploymentEnvironment.Default);
        services.AddSingleton<Projection>();
        services.AddSingleton(new RunPolicy());
        services.AddSingleton(new ChunkLimits());
        services.AddSingleton<ChunkRunner>();
        services.AddSingleton<SourceCache>();
        services.AddMetrics();
        services.AddSingleton<SyncMeters>();
        services.AddSingleton<ISourceOpener, Opener>();
        services.AddSingleton(new RepairPolicy { Automatic = false });
        services.AddSingleton(new NoticePolicy { Watches = healing });
        services.AddSingleton<Core.Healing.Trials.IRepairTrials, NoTrials>();
        services.AddSingleton<RepairSearcher>();
        services.AddSingleton<RepairProver>();
        services.AddSingleton(new IncidentPolicy());
        services.AddSingleton(new OutboxPolicy());
        services.AddSingleton<INotificationSender, Nobody>();
        services.AddSingleton<IReachLimits, Anywhere>();
    }

    private sealed class Opener : ISourceOpener, IDisposable
    {
        private readonly SocketsHttpTransport _transport = new(new HttpTransportOptions { Egress = EgressPolicy.Unrestricted });
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, DeclarativeSource> _parsed = [];

        public IOpenedSource Open(SourceRequest request) => _parsed.GetOrAdd(request.Manifest, text => DeclarativeSource.Parse(text, request.Name))
            .Open(JsonNode.Parse(request.Config)!.AsObject(), request.Through?.Invoke(_transport) ?? _transport, TimeProvider.System);

        public void Dispose() => _transport.Dispose();
    }

    private sealed class Anywhere : IReachLimits
    {
        public string? Refusal(TenantReach reach) => null;
    }

    private sealed class Nobody : INotificationSender
    {
        public Task<DeliveryOutcome> SendAsync(string tenant, TenantReach reach, OutgoingMessage message, CancellationToken cancellationToken) => throw new InvalidOperationException("A healthy connector tells nobody.");
    }

    private sealed class NoTrials : Core.Healing.Trials.IRepairTrials
    {
        public Core.Healing.Trials.ITrialReader Open(string tenant, string connector, JsonObject config, TenantReach reach) => throw new InvalidOperationException("A healthy connector needs no trial.");
    }

    private sealed class Silent : IVersionAlarm
    {
        public void Raise(VersionDamage damage) => throw new InvalidOperationException($"A version is damaged: {damage}");
    }
}
