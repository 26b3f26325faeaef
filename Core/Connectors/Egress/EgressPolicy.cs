using System.Net;
using System.Net.Sockets;

namespace Supertrack.Core.Connectors.Egress;

/// <summary>Where a tenant's connectors may connect to, judged by the resolved address so that no name can lead elsewhere later.</summary>
/// <remarks>The default refuses what is not the public internet: loopback, private, link-local (cloud metadata among them), carrier-grade NAT,
/// multicast, documentation and reserved ranges, also where they hide in IPv4-mapped, NAT64 or 6to4 addresses (RFC 6890, RFC 6052, RFC 3056).</remarks>
public sealed record EgressPolicy
{
    public static EgressPolicy PublicOnly { get; } = new();

    /// <summary>For tools on a developer's own machine, where the user is the administrator.</summary>
    public static EgressPolicy Unrestricted { get; } = new() { Allowed = [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")] };

    /// <summary>Networks that an administrator allows although they are not public; default none.</summary>
    public IReadOnlyList<IPNetwork> Allowed { get; init; } = [];

    /// <summary>Hosts that may be reached, with everything below a name that starts with a dot; default empty, which means all.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Further names of the same form that a tenant narrowed itself to; a host has to be among both. Default empty, which means all.</summary>
    public IReadOnlyList<string> TenantHosts { get; init; } = [];

    /// <summary>Whether a host name may be asked for at all.</summary>
    public bool AllowsHost(string host) => IsAmong(Hosts, host) && IsAmong(TenantHosts, host);

    /// <summary>Whether a connection to an address may be made.</summary>
    public bool Allows(IPAddress address)
    {
        var real = EmbeddedAddress(address);
        return Allowed.Any(network => network.Contains(real) || network.Contains(address)) || !ReservedNetworks.Contain(real);
    }

    private static bool IsAmong(IReadOnlyList<string> hosts, string host) => hosts.Count == 0 || hosts.Any(allowed => allowed.StartsWith('.')
        ? host.EndsWith(allowed, StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase));

    /// <summary>The IPv4 address inside a mapped, translated (64:ff9b::/96) or tunnelled (2002::/16) IPv6 address.</summary>
    private static IPAddress EmbeddedAddress(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        if (bytes[0] == 0x20 && bytes[1] == 0x02) return new IPAddress(bytes.AsSpan(2, 4));
        var isNat64 = bytes[0] == 0x00 && bytes[1] == 0x64 && bytes[2] == 0xff && bytes[3] == 0x9b && bytes.AsSpan(4, 8).IndexOfAnyExcept((byte)0) < 0;
        return isNat64 ? new IPAddress(bytes.AsSpan(12, 4)) : address;
    }
}
