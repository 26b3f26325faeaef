using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Supertrack.Core.Connectors.Recordings;
using Supertrack.Core.Healing.Incidents;
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
using Supertrack.Grains.Access;
using Supertrack.Grains.Agents;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Telemetry;
using Supertrack.Grains.Tenants;
using Supertrack.Grains.Tests.Notifications;
using Supertrack.Stores.Lake;
using Supertrack.Stores.Recordings;
using Supertrack.Stores.Registry;
using Supertrack.Stores.Secrets;
using Supertrack.Stores.Versions;
using Supertrack.Stores.Warehouse.Evolution;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Grains.Tests.Connectors;

/// <summary>A silo of the test's own over a folder that outlives it, so that a test can start it again.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    public const string Tenant = "acme";

    private readonly IHost _host;

    private TestSilo(IHost host) => _host = host;

    public IWarehouse Warehouse => _host.Services.GetRequiredService<IWarehouse>();

    public IReadModel Lists => _host.Services.GetRequiredService<IReadModel>();

    public IMeterFactory Meters => _host.Services.GetRequiredService<IMeterFactory>();

    public IAuditLog Audit => _host.Services.GetRequiredService<IAuditLog>();

    public CallerSeal Seal => _host.Services.GetRequiredService<CallerSeal>();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<TestSilo> StartAsync(
        string folder, ISourceOpener sources, RunPolicy? policy = null, ChunkLimits? limits = null, Func<IWarehouse, IWarehouse>? before = null,
        TimeProvider? time = null, RepairPolicy? repairs = null, IRepairTrials? trials = null, INotificationSender? sender = null, OutboxPolicy? outbox = null, NoticePolicy? notices = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        TestEngine.Add(builder, folder);
        var key = KeyFile.OpenOrCreate(Path.Combine(folder, "key"));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<ISecretBox>(key);
        builder.Services.AddSingleton(new CallerSeal(key.Derive("caller-seal")));
        builder.Services.AddSingleton(_ => new SqliteRegistry(Path.Combine(folder, "registry.db")));
        builder.Services.AddSingleton<IReadModel, SqliteReadModel>();
        builder.Services.AddSingleton<IEventLog>(provider => new SqliteEventLog(provider.GetRequiredService<SqliteRegistry>()));
        builder.Services.AddSingleton(_ =>
        {
            IWarehouse warehouse = new SqliteWarehouse(Path.Combine(folder, "warehouse"));
            return before?.Invoke(warehouse) ?? warehouse;
        });
        builder.Services.AddSingleton<IWarehouseEvolution>(_ => WarehouseEvolution.OfSqlite(Path.Combine(folder, "warehouse")));
        builder.Services.AddSingleton<ILake>(new LakeFolder(Path.Combine(folder, "lake")));
        builder.Services.AddSingleton<IAuditLog, SqliteAuditLog>();
        builder.Services.AddSingleton<AuditTrail>();
        builder.Services.AddSingleton<IRecordings>(new RecordingFolder(Path.Combine(folder, "recordings")));
        builder.Services.AddSingleton(provider => new RecordingKeeper(
            provider.GetRequiredService<IRecordings>(), new RecordingLimits(), FieldPolicy.Usual, key.Derive("pseudonyms"), TimeProvider.System));
        builder.Services.AddSingleton<IVersionStore>(_ => new VersionFolder(Path.Combine(folder, "versions"), new Alarms(), TimeProvider.System));
        builder.Services.AddSingleton<IRegressionSuite>(new RegressionSuite(TimeProvider.System, RegressionSuite.DefaultLimit));
        builder.Services.AddSingleton(DeploymentPolicy.Default);
        builder.Services.AddSingleton<ActivationChecks>();
        builder.Services.AddSingleton<DeploymentRegistry>();
        builder.Services.AddSingleton(DeploymentEnvironment.Default);
        builder.Services.AddSingleton<Projection>();
        builder.Services.AddSingleton(policy ?? new RunPolicy { FirstWait = TimeSpan.FromMilliseconds(20) });
        builder.Services.AddSingleton(limits ?? new ChunkLimits { Duration = TimeSpan.FromMilliseconds(50), CommitRecords = 50 });
        builder.Services.AddSingleton<ChunkRunner>();
        builder.Services.AddSingleton<SourceCache>();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<SyncMeters>();
        builder.Services.AddSingleton(sources);
        builder.Services.AddSingleton(repairs ?? new RepairPolicy { Automatic = false });
        builder.Services.AddSingleton(notices ?? new NoticePolicy());
        builder.Services.AddSingleton<IRepairTrials>(trials ?? new ScriptedTrials());
        builder.Services.AddSingleton<RepairSearcher>();
        builder.Services.AddSingleton<RepairProver>();
        builder.Services.AddSingleton(new IncidentPolicy());
        builder.Services.AddSingleton(outbox ?? new OutboxPolicy());
        builder.Services.AddSingleton(sender ?? new RecordingSender());
        builder.Services.AddSingleton<IReachLimits>(new NoLimits());
        var host = builder.Build();
        await host.StartAsync();
        return new TestSilo(host);
    }

    public void ActAs(Role role, string tenant = Tenant) => Seal.ActAs(new Caller { Subject = "test", Tenant = tenant, Role = role });

    public IConnectorGrain Connector(string id, Role role = Role.Editor)
    {
        ActAs(role);
        return Grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(Tenant, id));
    }

    /// <summary>Asks until the run has reached one of the statuses.</summary>
    public async Task<RunView> WaitAsync(string connector, string run, params string[] statuses)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var view = await Connector(connector).GetRunAsync(run);
            if (statuses.Contains(view.Status))
                return view;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Run {run} of {connector} is {view.Status} after {view.Records} records; waited for {string.Join(" or ", statuses)}.");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }

    /// <summary>Tests look at the refusal, not at the alarm.</summary>
    private sealed class Alarms : IVersionAlarm
    {
        public void Raise(VersionDamage damage)
        {
        }
    }
}
