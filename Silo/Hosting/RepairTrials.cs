using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Budgets;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Healing.Trials;
using Supertrack.Stores.Http;

namespace Supertrack.Silo.Hosting;

/// <summary>Trials read over the tenant's own transport, so they go only where its syncs may go.</summary>
internal sealed class RepairTrials(PolicedTransports transports, ReachLimits limits, IHostPaces paces, TimeProvider clock) : IRepairTrials
{
    private static readonly TrialPatience Patience = new() { LongestWait = TimeSpan.FromMinutes(1) };

    public ITrialReader Open(string tenant, string connector, JsonObject config, TenantReach reach) => new TrialReader(
        (manifest, over) => DeclarativeSource.Parse(manifest.ToJsonString(), connector).Open(config, over, clock),
        new PacedTransport(transports.For(tenant, limits.Policy(reach)), paces, tenant, clock), clock, Patience);
}
