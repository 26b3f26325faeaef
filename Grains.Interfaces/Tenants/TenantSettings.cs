namespace Supertrack.Grains.Interfaces.Tenants;

[GenerateSerializer, Alias("supertrack.tenant-settings"), Immutable]
public sealed record TenantSettings
{
    /// <summary>For people; 1 to 200 characters.</summary>
    [Id(0)] public required string Name { get; init; }
}
