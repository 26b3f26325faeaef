using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Egress;

namespace Supertrack.Core.Healing.Trials;

/// <summary>Opens the bench on which candidates for one connector are tried.</summary>
public interface IRepairTrials
{
    /// <param name="tenant">Whose egress policy applies.</param>
    ITrialReader Open(string tenant, string connector, JsonObject config, TenantReach reach);
}
