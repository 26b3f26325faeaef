using System.Security.Cryptography.X509Certificates;
using Supertrack.Core.Connectors.Egress;

namespace Supertrack.Stores.Http;

/// <summary>How requests leave the house.</summary>
public sealed record HttpTransportOptions
{
    /// <summary>Default: the public internet only.</summary>
    public EgressPolicy Egress { get; init; } = EgressPolicy.PublicOnly;

    /// <summary>Name resolution, TCP and TLS together; default 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From the request to the answer's headers; default 2 minutes.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>From the request to the last byte of the body; default 30 minutes.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Most bytes of one body after decompression; default 2 GiB.</summary>
    public long MaxBodyBytes { get; init; } = 2L << 30;

    /// <summary>Most bytes of an answer's headers, in KiB; default 64.</summary>
    public int MaxHeaderKilobytes { get; init; } = 64;

    /// <summary>Default 10. 0 follows none: a redirect comes back as the answer.</summary>
    public int MaxRedirects { get; init; } = 10;

    /// <summary>Default 32.</summary>
    public int MaxConnectionsPerHost { get; init; } = 32;

    /// <summary>http://host:port of a proxy that an administrator chose, to which the egress policy does not apply; default none.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Certificates trusted beside the system's; default none.</summary>
    public X509Certificate2Collection TrustedAuthorities { get; init; } = [];
}
