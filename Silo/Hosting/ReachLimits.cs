using System.Buffers.Binary;
using System.Net;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Grains.Tenants;
using Supertrack.Silo.Settings;
using Supertrack.Stores.Connectors;

namespace Supertrack.Silo.Hosting;

/// <summary>
/// The settings are the outer limit: what they allow everybody holds for every tenant, and a tenant adds to it only what they leave to tenants. It is judged
/// when a tenant sets it and again when it is used, since the settings may have become narrower meanwhile.
/// </summary>
internal sealed class ReachLimits(SiloSettings settings) : IReachLimits
{
    // What leads to an IPv4 address is to be named as that address, or a limit on IPv4 networks could be walked around.
    private static readonly IPNetwork[] Disguises = [.. new[] { "::ffff:0:0/96", "64:ff9b::/96", "2002::/16" }.Select(text => IPNetwork.Parse(text))];

    private readonly IPNetwork[] _networks = [.. settings.Egress.TenantsMayAllow.Select(text => IPNetwork.Parse(text))];

    public string? Refusal(TenantReach reach)
    {
        ArgumentNullException.ThrowIfNull(reach);
        return First(reach.Networks, text => !IPNetwork.TryParse(text, out _), "is no network: write it as 10.1.0.0/16 or fd00:1::/32.")
            ?? First(reach.Networks, text => !MayAllow(text), Beyond("Egress:TenantsMayAllow"))
            ?? First(reach.Hosts, host => !EgressSettings.IsHost(host), "is no host name: write it as api.example.com, or .example.com for every name below it.")
            ?? First(reach.Folders, folder => !MayAllowFolder(folder), Beyond("Sources:TenantFolders"))
            ?? First(reach.DatabaseHosts, host => !MayAllowDatabase(host), Beyond("Sources:TenantDatabaseHosts"));
    }

    /// <summary>Where the tenant's HTTP requests may go.</summary>
    public EgressPolicy Policy(TenantReach reach)
    {
        var everybody = settings.Egress.ToPolicy();
        return everybody with
        {
            Allowed = [.. everybody.Allowed, .. reach.Networks.Where(MayAllow).Select(text => IPNetwork.Parse(text))],
            TenantHosts = reach.Hosts,
        };
    }

    /// <summary>What the tenant's SQL and file connectors may open.</summary>
    public AllowedPlaces Places(TenantReach reach) => new(
        [.. settings.Sources.Folders, .. reach.Folders.Where(MayAllowFolder)],
        [.. settings.Sources.DatabaseHosts, .. reach.DatabaseHosts.Where(MayAllowDatabase)]);

    private bool MayAllow(string text) => IPNetwork.TryParse(text, out var inner)
        && !Disguises.Any(disguise => Covers(disguise, inner) || Covers(inner, disguise))
        && _networks.Any(outer => Covers(outer, inner));

    private bool MayAllowFolder(string folder) => Path.IsPathFullyQualified(folder) && settings.Sources.TenantFolders.Any(outer => AllowedPlaces.LiesBelow(folder, outer));

    private bool MayAllowDatabase(string host) => settings.Sources.TenantDatabaseHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    // Bit by bit and family by family: IPNetwork takes IPv4-mapped addresses for IPv4 ones.
    private static bool Covers(IPNetwork outer, IPNetwork inner) =>
        outer.BaseAddress.AddressFamily == inner.BaseAddress.AddressFamily && outer.PrefixLength <= inner.PrefixLength
        && (outer.PrefixLength == 0 || (Bits(outer.BaseAddress) ^ Bits(inner.BaseAddress)) >> (128 - outer.PrefixLength) == 0);

    private static UInt128 Bits(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static string? First(IReadOnlyList<string> items, Func<string, bool> wrong, string problem) =>
        items.FirstOrDefault(wrong) is { } item ? $"'{item}' {problem}" : null;

    private static string Beyond(string setting) => $"is more than this installation leaves to tenants. Ask its operator to name it in {SiloSettings.Section}:{setting}.";
}
