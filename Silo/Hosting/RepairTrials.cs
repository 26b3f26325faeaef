using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Silo.Hosting;

/// <summary>Trials read over the silo's own transport, so they go only where syncs may go.</summary>
internal sealed class RepairTrials(IHttpTransport transport, TimeProvider clock) : IRepairTrials
{
    private static readonly TrialPatience Patience = new() { LongestWait = TimeSpan.FromMinutes(1) };

    public ITrialReader Open(string tenant, string connector, JsonObject config) => new TrialReader(
        (manifest, over) => DeclarativeSource.Parse(manifest.ToJsonString(), connector).Open(config, over, clock), transport, clock, Patience);
}
