using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Budgets;

/// <summary>Sends no faster than the host was found to take, and learns from what it refuses for being too many.</summary>
public sealed class PacedTransport(IHttpTransport inner, IHostPaces paces, string tenant, TimeProvider clock) : IHttpTransport
{
    public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url))
            return await inner.SendAsync(request, cancellationToken);
        var meter = paces.Meter(tenant, url.Authority);
        var wait = meter.Reserve(await paces.FindAsync(tenant, url.Authority, cancellationToken), clock.GetUtcNow());
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancellationToken);
        var response = await inner.SendAsync(request, cancellationToken);
        if (response.Status == 429)
            await paces.LimitedAsync(tenant, url.Authority, meter.Rate(clock.GetUtcNow()), cancellationToken);
        return response;
    }
}
