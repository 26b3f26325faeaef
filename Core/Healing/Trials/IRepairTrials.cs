using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Trials;

/// <summary>Opens the bench on which candidates for one connector are tried.</summary>
public interface IRepairTrials
{
    /// <param name="tenant">Whose egress policy applies.</param>
    ITrialReader Open(string tenant, string connector, JsonObject config);
}
