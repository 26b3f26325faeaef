using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Tenants;
using Supertrack.Grains.Tenants;
using Supertrack.Stores.Registry;

namespace Supertrack.Benchmarks.Engine;

/// <summary>Calls of the platform's own grains through the filter that authorises them, as the silo has it.</summary>
internal static class FilteredCalls
{
    private const int Callers = 64;

    public static async Task RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("supertrack-filtered-").FullName;
        try
        {
            using var host = await StartAsync(folder);
            var seal = host.Services.GetRequiredService<CallerSeal>();
            seal.ActAs(new Caller { Subject = "bench", Tenant = Caller.AnyTenant, Role = Role.Administrator });
            var tenant = host.Grains().GetGrain<ITenantGrain>("acme");
            await tenant.CreateAsync(new TenantSettings { Name = "Acme" });
            EngineBenchmarks.Print("1 grain, 1 caller, authorised, calls/s", "860,000 to 1,520,000", await Rate.OfAsync(1, (_, stop) => Calls(tenant, stop)));
            EngineBenchmarks.Print("1 grain, 64 callers, authorised, calls/s", "1,500,000 to 2,600,000", await Rate.OfAsync(Callers, (_, stop) => Calls(tenant, stop)));
            await host.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> Calls(ITenantGrain tenant, Rate.Stop stop)
    {
        long count = 0;
        while (!stop.Now)
        {
            await tenant.GetAsync();
            count++;
        }

        return count;
    }

    private sealed class NoLimits : IReachLimits
    {
        public string? Refusal(TenantReach reach) => null;
    }

    private static async Task<IHost> StartAsync(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo =>
        {
#if ENGINE_ORLEANS
            silo.UseLocalhostClustering();
#endif
            silo.AddMemoryGrainStorage(StorageNames.Provider);
            silo.AddActivityPropagation();
            silo.AddIncomingGrainCallFilter<AccessFilter>();
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new CallerSeal(new byte[32]));
        builder.Services.AddSingleton(_ => new SqliteRegistry(Path.Combine(folder, "registry.db")));
        builder.Services.AddSingleton<IReadModel, SqliteReadModel>();
        builder.Services.AddSingleton<IEventLog>(services => new SqliteEventLog(services.GetRequiredService<SqliteRegistry>()));
        builder.Services.AddSingleton<IAuditLog, SqliteAuditLog>();
        builder.Services.AddSingleton<AuditTrail>();
        builder.Services.AddSingleton<Projection>();
        builder.Services.AddSingleton<IReachLimits, NoLimits>();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
