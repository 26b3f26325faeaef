using System.Net;
using Supertrack.Core.Connectors.Egress;

namespace Supertrack.Silo.Settings;

/// <summary>The section <c>Supertrack:Egress</c>: where connectors may connect to. Tenants write manifests, so what is not the public internet is refused unless named here.</summary>
public sealed class EgressSettings
{
    /// <summary>Networks that are allowed although they are not public, e.g. <c>10.1.0.0/16</c>, or <c>127.0.0.0/8</c> for this machine. Default none.</summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>The only hosts that may be asked; <c>.example.com</c> stands for every name below it. Default none, which means all.</summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>Networks within which tenants' administrators may allow their own connectors what is not public. Default none.</summary>
    public IList<string> TenantsMayAllow { get; } = [];

    internal static bool IsHost(string host) => Uri.CheckHostName(host.StartsWith('.') ? host[1..] : host) != UriHostNameType.Unknown;

    /// <summary>The first network that is none; null when all are.</summary>
    internal static string? WrongNetwork(IEnumerable<string> networks) => networks.FirstOrDefault(text => !IPNetwork.TryParse(text, out _));

    internal EgressPolicy ToPolicy() => new() { Allowed = [.. AllowedNetworks.Select(IPNetwork.Parse)], Hosts = [.. Hosts] };
}
