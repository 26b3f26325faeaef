namespace Supertrack.Grains.Interfaces.Access;

/// <summary>On whose behalf a call is made.</summary>
[GenerateSerializer, Alias("supertrack.caller"), Immutable]
public sealed record Caller
{
    /// <summary>Stands for every tenant; only keys that administer the whole installation have it.</summary>
    public const string AnyTenant = "*";

    /// <summary>Who, for the audit: a key's id or the name of a part of the platform.</summary>
    [Id(0)] public required string Subject { get; init; }

    [Id(1)] public required string Tenant { get; init; }

    [Id(2)] public required Role Role { get; init; }

    public bool MayAct(string tenant, Role needed) =>
        Role >= needed && (Tenant == tenant || Tenant == AnyTenant);
}
