namespace Supertrack.Grains.Interfaces.Tenants;

[GenerateSerializer, Alias("supertrack.tenant-settings"), Immutable]
public sealed record TenantSettings
{
    /// <summary>For people; 1 to 200 characters.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>What happens by itself when data changes its shape: propagate_all (the default), fields_only, ask or freeze. A stream can have its own.</summary>
    [Id(1)] public string SchemaPolicy { get; init; } = "propagate_all";
}
