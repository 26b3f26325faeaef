using System.Net;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;
using Supertrack.Stores.Http;

namespace Supertrack.Stores.Tests.Http;

public sealed class PolicedTransportsTests
{
    private static readonly EgressPolicy Loopback = new() { Allowed = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")] };

    [Fact]
    public async Task A_connection_that_one_policy_allowed_serves_no_other()
    {
        await using var server = new LocalServer(context => LocalServer.Answer(context, 200, "{}"));
        using var transports = new PolicedTransports(new HttpTransportOptions(), TimeProvider.System);
        await AskAsync(transports.For("acme", Loopback), server.Url);
        // The connection now waits in acme's pool.
        await RefusedAsync(transports.For("other", EgressPolicy.PublicOnly), server.Url);
        await RefusedAsync(transports.For("acme", EgressPolicy.PublicOnly), server.Url);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_private_address_is_refused()
    {
        await using var server = new LocalServer(context => LocalServer.Answer(context, 200, "{}"));
        using var transports = new PolicedTransports(new HttpTransportOptions(), TimeProvider.System);
        await RefusedAsync(transports.For("acme", EgressPolicy.PublicOnly with { TenantHosts = ["localhost"] }), server.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        await RefusedAsync(transports.For("acme", Loopback), "http://169.254.169.254/latest/meta-data/");
        await RefusedAsync(transports.For("acme", Loopback), "http://[::ffff:169.254.169.254]/latest/meta-data/");
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task A_redirect_is_judged_like_a_request()
    {
        await using var other = new LocalServer(context => LocalServer.Answer(context, 200, "{}"));
        var target = other.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var server = new LocalServer(context => LocalServer.Redirect(context, target));
        await using var metadata = new LocalServer(context => LocalServer.Redirect(context, "http://169.254.169.254/latest/"));
        using var transports = new PolicedTransports(new HttpTransportOptions(), TimeProvider.System);
        var narrowed = transports.For("acme", Loopback with { TenantHosts = ["127.0.0.1"] });
        await RefusedAsync(narrowed, server.Url);
        await RefusedAsync(transports.For("acme", Loopback), metadata.Url);
        Assert.Empty(other.Seen);
    }

    [Fact]
    public async Task Only_so_many_are_kept_and_a_source_that_outlives_its_own_goes_on()
    {
        await using var server = new LocalServer(context => LocalServer.Answer(context, 200, "{}"));
        using var transports = new PolicedTransports(new HttpTransportOptions(), TimeProvider.System, most: 2);
        var tenants = Enumerable.Range(0, 6).Select(number => transports.For($"t{number}", Loopback)).ToList();
        for (var round = 0; round < 2; round++)
            foreach (var transport in tenants)
                await AskAsync(transport, server.Url);
        Assert.Equal((2, 12), (transports.Count, server.Seen.Count));
    }

    [Fact]
    public async Task After_the_end_nothing_is_sent()
    {
        var transports = new PolicedTransports(new HttpTransportOptions(), TimeProvider.System);
        var transport = transports.For("acme", Loopback);
        transports.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => AskAsync(transport, "http://127.0.0.1:9/"));
    }

    private static async Task AskAsync(IHttpTransport transport, string url)
    {
        await using var response = await transport.SendAsync(new HttpExchangeRequest { Method = "GET", Url = url }, CancellationToken.None);
        Assert.Equal(200, response.Status);
        await response.Body.CopyToAsync(Stream.Null);
    }

    private static async Task RefusedAsync(IHttpTransport transport, string url)
    {
        var error = await Assert.ThrowsAsync<HttpTransportException>(() => AskAsync(transport, url));
        Assert.Equal(TransportFailure.Refused, error.Failure);
        Assert.Contains("egress policy", error.Message, StringComparison.Ordinal);
    }
}
