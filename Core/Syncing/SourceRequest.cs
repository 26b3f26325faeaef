using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Syncing;

/// <summary>A source to be opened.</summary>
public sealed record SourceRequest
{
    /// <summary>Whose egress policy applies.</summary>
    public required string Tenant { get; init; }

    /// <summary>What the tenant's administrator set; the installation's settings bound it.</summary>
    public required TenantReach Reach { get; init; }

    /// <summary>The connector; named in errors.</summary>
    public required string Name { get; init; }

    /// <summary>YAML or JSON text.</summary>
    public required string Manifest { get; init; }

    /// <summary>JSON text of an object.</summary>
    public required string Config { get; init; }

    /// <summary>Put around the transport, e.g. to keep what is exchanged; null for nothing.</summary>
    public Func<IHttpTransport, IHttpTransport>? Through { get; init; }
}
