using Supertrack.Core.Connectors.Egress;

namespace Supertrack.Grains.Tenants;

/// <summary>What the installation leaves to tenants.</summary>
public interface IReachLimits
{
    /// <summary>Why a tenant may not have this reach, with the next step; null when it may.</summary>
    string? Refusal(TenantReach reach);
}
