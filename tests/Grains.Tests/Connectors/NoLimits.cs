using Supertrack.Core.Connectors.Egress;
using Supertrack.Grains.Tenants;

namespace Supertrack.Grains.Tests.Connectors;

/// <summary>An installation that leaves tenants everything but one network.</summary>
internal sealed class NoLimits : IReachLimits
{
    public const string Refused = "10.9.0.0/16";

    public string? Refusal(TenantReach reach) => reach.Networks.Contains(Refused) ? "Not this one. Take another." : null;
}
