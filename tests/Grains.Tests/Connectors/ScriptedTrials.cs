using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Grains.Tests.Connectors;

/// <summary>A bench on which every trial shows what the test says.</summary>
internal sealed class ScriptedTrials(Func<JsonObject, Observation>? show = null) : IRepairTrials, ITrialReader
{
    public ITrialReader Open(string tenant, string connector, JsonObject config, TenantReach reach) => this;

    public Task<Observation> ReadAsync(JsonObject manifest, string stream, TrialLimits limits, CancellationToken cancellationToken) =>
        Task.FromResult(show?.Invoke(manifest) ?? throw new InvalidOperationException("No trial was expected."));
}
