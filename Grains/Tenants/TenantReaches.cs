using System.Collections.Immutable;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Tenants;

namespace Supertrack.Grains.Tenants;

/// <summary>Between what a tenant's grain tells and what sources are opened with.</summary>
internal static class TenantReaches
{
    /// <summary>Asks the tenant's grain, on whichever silo it lives, every time: a change holds from the next chunk, check or trial on.</summary>
    public static async Task<TenantReach> ReachAsync(this IGrainFactory grains, CallerSeal seal, string tenant)
    {
        seal.ActAsPlatform(tenant, "egress");
        try
        {
            return Of(await grains.GetGrain<ITenantGrain>(tenant).GetEgressAsync());
        }
        catch (NotFoundException)
        {
            // Nobody set anything for it, so the installation's own settings hold.
            return TenantReach.None;
        }
    }

    /// <exception cref="InvalidRequestException">A list is longer than the platform keeps.</exception>
    public static TenantReach Checked(TenantEgress egress) => Of(egress with
    {
        Networks = List(egress.Networks, 100, "networks"),
        Hosts = List(egress.Hosts, 1000, "hosts"),
        Folders = List(egress.Folders, 100, "folders"),
        DatabaseHosts = List(egress.DatabaseHosts, 100, "databaseHosts"),
    });

    public static TenantEgress View(TenantReach reach, string etag) => new()
    {
        Networks = [.. reach.Networks],
        Hosts = [.. reach.Hosts],
        Folders = [.. reach.Folders],
        DatabaseHosts = [.. reach.DatabaseHosts],
        Etag = etag,
    };

    private static TenantReach Of(TenantEgress egress) =>
        new() { Networks = egress.Networks, Hosts = egress.Hosts, Folders = egress.Folders, DatabaseHosts = egress.DatabaseHosts };

    private static ImmutableArray<string> List(ImmutableArray<string> items, int most, string name) =>
        items.IsDefault ? []
        : items.Length > most ? throw new InvalidRequestException("invalid_egress", $"{name} has {items.Length} entries, more than {most}. Write wider ones.")
        : items.All(item => item is { Length: > 0 and <= 1000 }) ? items
        : throw new InvalidRequestException("invalid_egress", $"{name} has an empty entry or one of more than 1000 characters.");
}
