using Supertrack.Core.Connectors.Egress;

namespace Supertrack.Grains.Tenants;

/// <summary>What a tenant's grain keeps.</summary>
public sealed record TenantState
{
    public string Name { get; init; } = "";

    public string SchemaPolicy { get; init; } = "propagate_all";

    public DateTimeOffset CreatedAt { get; init; }

    public TenantReach Reach { get; init; } = TenantReach.None;

    /// <summary>Grows with every change of the reach; shown as its etag.</summary>
    public long ReachVersion { get; init; }

    /// <summary>Grows with every change; shown as etag.</summary>
    public long Version { get; init; }
}
