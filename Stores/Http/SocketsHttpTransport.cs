using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Stores.Http;

/// <summary>The real transport: connection pools per host, HTTP/2, decompression, no cookies, redirects of our own that keep credentials at home,
/// and the egress policy checked on the address of every connection.</summary>
public sealed class SocketsHttpTransport : IHttpTransport, IDisposable
{
    private readonly HttpTransportOptions _options;
    private readonly HttpMessageInvoker _invoker;

    public SocketsHttpTransport(HttpTransportOptions? options = null)
    {
        _options = options ?? new();
        var connector = new EgressConnector(_options.Egress, _options.Proxy);
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            EnableMultipleHttp2Connections = true,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = _options.MaxConnectionsPerHost,
            MaxResponseHeadersLength = _options.MaxHeaderKilobytes,
            ConnectTimeout = _options.ConnectTimeout,
            ConnectCallback = connector.ConnectAsync,
            UseProxy = _options.Proxy is not null,
            Proxy = _options.Proxy is null ? null : new WebProxy(_options.Proxy),
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Validator(_options.TrustedAuthorities) },
        });
    }

    public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        var total = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        total.CancelAfter(_options.TotalTimeout);
        try
        {
            var (response, url) = await FollowAsync(request, total.Token);
            var body = new BoundedBody(await response.Content.ReadAsStreamAsync(total.Token), response, total, _options, url, cancellationToken);
            return new HttpExchangeResponse
            {
                Status = (int)response.StatusCode,
                Headers = [.. response.Headers.Concat(response.Content.Headers).Concat(response.TrailingHeaders)
                    .SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)))],
                Body = body,
                FinalUrl = url == request.Url ? null : url,
            };
        }
        catch (Exception error)
        {
            total.Dispose();
            if (TransportErrors.Translate(error, request, cancellationToken) is { } translated) throw translated;
            throw;
        }
    }

    public void Dispose() => _invoker.Dispose();

    private async Task<(HttpResponseMessage Response, string Url)> FollowAsync(HttpExchangeRequest request, CancellationToken total)
    {
        var hop = Redirects.First(request);
        for (var count = 0; ; count++)
        {
            if (!_options.Egress.AllowsHost(hop.Uri.IdnHost))
                throw new HttpTransportException(TransportFailure.Refused, $"The egress policy does not allow the host {hop.Uri.Host}; an administrator can allow it.");
            var response = await SendOnceAsync(hop, total);
            if (_options.MaxRedirects == 0 || Redirects.Next(hop, response) is not { } next) return (response, count == 0 ? request.Url : hop.Uri.AbsoluteUri);
            response.Dispose();
            if (count >= _options.MaxRedirects)
                throw new HttpTransportException(TransportFailure.Protocol, $"{request.Method} {hop.Uri.Host}: more than {_options.MaxRedirects} redirects; check the URL of the stream.");
            hop = next;
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(Hop hop, CancellationToken total)
    {
        using var firstByte = CancellationTokenSource.CreateLinkedTokenSource(total);
        firstByte.CancelAfter(_options.FirstByteTimeout);
        using var message = hop.ToMessage();
        return await _invoker.SendAsync(message, firstByte.Token);
    }

    private static RemoteCertificateValidationCallback? Validator(X509Certificate2Collection authorities) => authorities.Count == 0 ? null
        : (_, certificate, chain, errors) =>
        {
            if (errors == SslPolicyErrors.None) return true;
            if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null || chain is null) return false;
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            return chain.Build(certificate as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
        };
}
