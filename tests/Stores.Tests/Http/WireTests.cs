using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;
using Supertrack.Stores.Http;

namespace Supertrack.Stores.Tests.Http;

/// <summary>What passes over the wire: compression, cookies, proxies, certificates, slow bodies.</summary>
public sealed class WireTests
{
    private const string Text = "{\"data\": [1, 2, 3]}";

    private static readonly HttpTransportOptions Local = new() { Egress = EgressPolicy.Unrestricted };

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_answer_is_read_as_it_was(string encoding)
    {
        var packed = Pack(encoding);
        await using var server = new RawServer((stream, stop) => stream.WriteAsync(RawServer.Answer(packed, $"Content-Encoding: {encoding}"), stop).AsTask());
        using var transport = new SocketsHttpTransport(Local);
        Assert.Equal(Text, await ReadAsync(transport, server.Url));
        Assert.Contains(encoding, server.Heads[0].Split("Accept-Encoding:")[1].Split('\r')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_is_never_sent_back()
    {
        await using var server = new RawServer((stream, stop) => stream.WriteAsync(RawServer.Answer([], "Set-Cookie: session=1; Path=/"), stop).AsTask());
        using var transport = new SocketsHttpTransport(Local);
        await ReadAsync(transport, server.Url);
        await ReadAsync(transport, server.Url);
        Assert.Equal(2, server.Heads.Count);
        Assert.All(server.Heads, head => Assert.DoesNotContain("Cookie", head, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_proxy_is_asked_for_the_whole_address()
    {
        await using var proxy = new RawServer((stream, stop) => stream.WriteAsync(RawServer.Answer(Encoding.UTF8.GetBytes(Text)), stop).AsTask());
        using var transport = new SocketsHttpTransport(Local with { Proxy = new Uri($"http://127.0.0.1:{proxy.Port}") });
        Assert.Equal(Text, await ReadAsync(transport, "http://api.example.invalid/items?a=b"));
        Assert.StartsWith("GET http://api.example.invalid/items?a=b HTTP/1.1", proxy.Heads[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_an_authority_of_ones_own_is_trusted_only_where_it_is_named()
    {
        using var authority = Authority();
        using var certificate = Certificate(authority);
        await using var server = new RawServer((stream, stop) => stream.WriteAsync(RawServer.Answer(Encoding.UTF8.GetBytes(Text)), stop).AsTask(), certificate);
        using var strict = new SocketsHttpTransport(Local);
        var refused = await Assert.ThrowsAsync<HttpTransportException>(() => ReadAsync(strict, server.Url));
        Assert.Equal(TransportFailure.Tls, refused.Failure);
        using var trusting = new SocketsHttpTransport(Local with { TrustedAuthorities = [X509CertificateLoader.LoadCertificate(authority.RawData)] });
        Assert.Equal(Text, await ReadAsync(trusting, server.Url));
    }

    [Fact]
    public async Task A_body_that_drips_ends_at_the_time_for_all_of_it()
    {
        await using var server = new RawServer(async (stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"), stop);
            while (!stop.IsCancellationRequested)
            {
                await stream.WriteAsync("x"u8.ToArray(), stop);
                await Task.Delay(20, stop);
            }
        });
        using var transport = new SocketsHttpTransport(Local with { TotalTimeout = TimeSpan.FromMilliseconds(500) });
        var error = await Assert.ThrowsAsync<HttpTransportException>(() => ReadAsync(transport, server.Url));
        Assert.Equal(TransportFailure.Timeout, error.Failure);
        Assert.True(error.Retryable);
    }

    [Fact]
    public async Task A_body_cut_short_is_an_error_that_can_be_retried_and_no_end()
    {
        await using var server = new RawServer((stream, stop) => stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":"), stop).AsTask());
        using var transport = new SocketsHttpTransport(Local);
        var error = await Assert.ThrowsAsync<HttpTransportException>(() => ReadAsync(transport, server.Url));
        Assert.True(error.Retryable);
    }

    private static async Task<string> ReadAsync(SocketsHttpTransport transport, string url)
    {
        await using var response = await transport.SendAsync(new HttpExchangeRequest { Method = "GET", Url = url }, CancellationToken.None);
        using var reader = new StreamReader(response.Body);
        return await reader.ReadToEndAsync();
    }

    private static byte[] Pack(string encoding)
    {
        using var output = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true),
        })
            packing.Write(Encoding.UTF8.GetBytes(Text));
        return output.ToArray();
    }

    private static X509Certificate2 Authority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Own Authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Certificate(X509Certificate2 authority)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3, 4]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
