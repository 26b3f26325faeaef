namespace Supertrack.Grains.Interfaces.Tenants;

[GenerateSerializer, Alias("supertrack.tenant-view"), Immutable]
public sealed record TenantView
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(3)] public required string Etag { get; init; }

    /// <summary>propagate_all, fields_only, ask or freeze.</summary>
    [Id(4)] public string SchemaPolicy { get; init; } = "propagate_all";
}
