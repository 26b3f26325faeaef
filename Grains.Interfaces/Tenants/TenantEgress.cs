using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Tenants;

/// <summary>Where a tenant's connectors may go, within what the installation leaves to tenants. Empty lists add and narrow nothing.</summary>
[GenerateSerializer, Alias("supertrack.tenant-egress"), Immutable]
public sealed record TenantEgress
{
    /// <summary>Networks that may be reached although they are not public, e.g. <c>10.1.0.0/16</c>; at most 100.</summary>
    [Id(0)] public ImmutableArray<string> Networks { get; init; } = [];

    /// <summary>The only hosts that may be asked; <c>.example.com</c> stands for every name below it; at most 1000.</summary>
    [Id(1)] public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Absolute folders below which file and SQLite connectors may read; at most 100.</summary>
    [Id(2)] public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>Database servers that SQL connectors may connect to, by the name that manifests give; at most 100.</summary>
    [Id(3)] public ImmutableArray<string> DatabaseHosts { get; init; } = [];

    /// <summary>Given by the platform; what a change says here is not read.</summary>
    [Id(4)] public string Etag { get; init; } = "";
}
