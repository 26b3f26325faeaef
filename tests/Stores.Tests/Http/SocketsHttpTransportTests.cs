using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;
using Supertrack.Stores.Http;

namespace Supertrack.Stores.Tests.Http;

public sealed class SocketsHttpTransportTests
{
    private static readonly HttpTransportOptions Local = new() { Egress = EgressPolicy.Unrestricted };

    [Fact]
    public async Task An_answer_comes_with_status_headers_and_body()
    {
        await using var server = new LocalServer(context => LocalServer.Answer(context, 200, "{\"ok\":true}"));
        using var transport = new SocketsHttpTransport(Local);
        await using var response = await transport.SendAsync(Get(server.Url + "a?b=c%20d", ("X-Api-Key", "k-1")), default);
        Assert.Equal(200, response.Status);
        Assert.Equal("{\"ok\":true}", await ReadAsync(response));
        Assert.Equal("k-1", server.Seen[0].Headers["X-Api-Key"]);
        Assert.Equal("/a?b=c%20d", server.Seen[0].Path);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task A_private_address_is_refused_at_connect_time_whatever_its_name(string host)
    {
        await using var server = new LocalServer(context => LocalServer.Answer(context, 200, ""));
        using var transport = new SocketsHttpTransport();
        var error = await Assert.ThrowsAsync<HttpTransportException>(() => transport.SendAsync(Get(server.Url.Replace("127.0.0.1", host, StringComparison.Ordinal)), default));
        Assert.Equal(TransportFailure.Refused, error.Failure);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_keeps_the_credentials()
    {
        await using var server = new LocalServer(context => LocalServer.Redirect(context, "/final"));
        using var transport = new SocketsHttpTransport(Local);
        await using var response = await transport.SendAsync(Get(server.Url + "start", ("Authorization", "Bearer s")), default);
        Assert.Equal("Bearer s", server.Seen[1].Headers["Authorization"]);
        Assert.EndsWith("/final", response.FinalUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_another_host_carries_no_credential_in_any_header()
    {
        await using var other = new LocalServer(context => LocalServer.Answer(context, 200, "other"));
        await using var server = new LocalServer(context => LocalServer.Redirect(context, other.Url + "final"));
        using var transport = new SocketsHttpTransport(Local);
        await using var response = await transport.SendAsync(Get(server.Url + "start", ("Authorization", "Bearer s"), ("X-Api-Key", "k"), ("Accept", "application/json")), default);
        Assert.Equal("other", await ReadAsync(response));
        Assert.Null(other.Seen[0].Headers["Authorization"]);
        Assert.Null(other.Seen[0].Headers["X-Api-Key"]);
        Assert.Equal("application/json", other.Seen[0].Headers["Accept"]);
    }

    [Fact]
    public async Task A_body_is_never_sent_on_to_another_host()
    {
        await using var other = new LocalServer(context => LocalServer.Answer(context, 200, "other"));
        await using var server = new LocalServer(context => LocalServer.Redirect(context, other.Url + "final", 307));
        using var transport = new SocketsHttpTransport(Local);
        var request = Get(server.Url) with { Method = "POST", Body = "secret"u8.ToArray() };
        var error = await Assert.ThrowsAsync<HttpTransportException>(() => transport.SendAsync(request, default));
        Assert.Equal(TransportFailure.Refused, error.Failure);
        Assert.Empty(other.Seen);
    }

    [Fact]
    public async Task An_endless_redirect_ends()
    {
        await using var server = new LocalServer(context => LocalServer.RedirectAlways(context, "/again"));
        using var transport = new SocketsHttpTransport(Local with { MaxRedirects = 3 });
        var error = await Assert.ThrowsAsync<HttpTransportException>(() => transport.SendAsync(Get(server.Url), default));
        Assert.Equal(TransportFailure.Protocol, error.Failure);
        Assert.Equal(4, server.Seen.Count);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_an_error_and_not_memory()
    {
        await using var server = new LocalServer(context => LocalServer.Answer(context, 200, new string('x', 100_000)));
        using var transport = new SocketsHttpTransport(Local with { MaxBodyBytes = 10_000 });
        await using var response = await transport.SendAsync(Get(server.Url), default);
        await Assert.ThrowsAsync<HttpTransportException>(() => ReadAsync(response));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_a_time_out_that_can_be_retried()
    {
        await using var server = new LocalServer(_ => { });
        using var transport = new SocketsHttpTransport(Local with { FirstByteTimeout = TimeSpan.FromMilliseconds(200) });
        var error = await Assert.ThrowsAsync<HttpTransportException>(() => transport.SendAsync(Get(server.Url), default));
        Assert.Equal(TransportFailure.Timeout, error.Failure);
        Assert.True(error.Retryable);
    }

    [Fact]
    public async Task An_unknown_host_is_a_failure_of_name_resolution_and_names_no_query()
    {
        using var transport = new SocketsHttpTransport(Local);
        var error = await Assert.ThrowsAsync<HttpTransportException>(() => transport.SendAsync(Get("http://no-such-host.invalid/?key=hush"), default));
        Assert.Equal(TransportFailure.NameResolution, error.Failure);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_cancellation_stays_a_cancellation()
    {
        await using var server = new LocalServer(_ => { });
        using var transport = new SocketsHttpTransport(Local);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.SendAsync(Get(server.Url), cancel.Token));
    }

    private static HttpExchangeRequest Get(string url, params (string Name, string Value)[] headers) =>
        new() { Method = "GET", Url = url, Headers = [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))] };

    private static async Task<string> ReadAsync(HttpExchangeResponse response)
    {
        using var reader = new StreamReader(response.Body);
        return await reader.ReadToEndAsync();
    }
}
