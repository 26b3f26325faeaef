using System.Reflection;
using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Access;

/// <summary>What a grain method's contract says about its callers.</summary>
/// <param name="Needed">The least role; System for the platform's own.</param>
/// <param name="OfTenant">Whether the grain's key names the tenant.</param>
/// <param name="Action">The method in the audit, e.g. <c>connector.start-run</c>; null for what is not audited: reading, and the platform's own work.</param>
internal sealed record MethodRule(Role Needed, bool OfTenant, string? Action)
{
    private const string Prefix = "supertrack.";
    private const string Suffix = "-grain";
    private static readonly Assembly Contracts = typeof(RequiresRoleAttribute).Assembly;

    /// <summary>Null for methods of the engine itself.</summary>
    public static MethodRule? Of(MethodInfo method)
    {
        if (method.DeclaringType is not { } contract || contract.Assembly != Contracts)
            return null;
        var needed = method.GetCustomAttribute<RequiresRoleAttribute>()?.Role ?? Role.System;
        var reads = method.IsDefined(typeof(Orleans.Concurrency.ReadOnlyAttribute)) || needed == Role.Viewer;
        return new MethodRule(needed, contract.IsAssignableTo(typeof(IGrainWithStringKey)), reads || needed == Role.System ? null : Name(contract, method));
    }

    private static string Name(Type contract, MethodInfo method)
    {
        var name = contract.GetCustomAttribute<AliasAttribute>()?.Alias ?? contract.Name;
        name = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        name = name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
        return $"{name}.{method.GetCustomAttribute<AliasAttribute>()?.Alias ?? method.Name}";
    }
}
