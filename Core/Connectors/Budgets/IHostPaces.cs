namespace Supertrack.Core.Connectors.Budgets;

/// <summary>What is known of the hosts that tenants ask, kept from one run to the next.</summary>
public interface IHostPaces
{
    /// <summary>Null while nothing is known.</summary>
    ValueTask<HostPace?> FindAsync(string tenant, string host, CancellationToken cancellationToken);

    /// <summary>Learns from a refusal.</summary>
    /// <param name="sent">Requests a second that were sent lately.</param>
    Task LimitedAsync(string tenant, string host, double sent, CancellationToken cancellationToken);

    /// <summary>The one row in which all requests of a tenant to a host stand.</summary>
    HostMeter Meter(string tenant, string host);
}
