using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Supertrack.Core.Healing.Memory;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Tenants;
using Supertrack.Grains.Tenants;

namespace Supertrack.Grains.Agents;

/// <summary>Searches repairs beside the grain's scheduler and reports; two at a time in a silo.</summary>
[StatelessWorker(2)]
public sealed class RepairWorker(RepairSearcher searcher, CallerSeal seal, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<RepairWorker> log) : Grain, IRepairWorker
{
    private const double UnlimitedSeconds = 3_600;

    public async Task SearchAsync(RepairOrder order)
    {
        var report = await FindAsync(order, lifetime.ApplicationStopping);
        // A silo that stops says nothing: whoever activates the connector next asks again.
        if (report is null)
            return;
        seal.ActAsPlatform(order.Source.Tenant, "repair-worker");
        await GrainFactory.GetGrain<IConnectorGrain>(GrainKeys.Connector(order.Source.Tenant, order.Source.Connector)).ReportRepairAsync(report);
    }

    private async Task<RepairReport?> FindAsync(RepairOrder order, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(order.Seconds > 0 ? order.Seconds : UnlimitedSeconds), clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, late.Token);
        try
        {
            // Grains are called in the grain's own turn; only the search itself leaves it.
            var reach = await GrainFactory.ReachAsync(seal, order.Source.Tenant);
            seal.ActAsPlatform(order.Source.Tenant, "repair-worker");
            var remembered = (await GrainFactory.GetGrain<IRepairMemoryGrain>(order.Source.Tenant).RecallAsync()).Select(RememberedRepair.Parse).ToList();
            return await Task.Run(() => searcher.SearchAsync(order, reach, remembered, ending.Token), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return Escalated(order, "The search took all the time a repair may use. Allow more with Supertrack:Healing:Minutes, or mend the manifest by hand.");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            GrainLog.SearchFailed(log, error, order.Repair, order.Source.Connector);
            return Escalated(order, $"The search itself failed ({error.GetType().Name}). Report it with the silo's log of this moment.");
        }
    }

    private static RepairReport Escalated(RepairOrder order, string cause) =>
        new() { Repair = order.Repair, Attempt = order.Attempt, Outcome = "escalated", Class = "unknown", Cause = cause };
}
