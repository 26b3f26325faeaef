using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Stores.Http;

/// <summary>Sends connectors' requests over real sockets, with connections kept for reuse.</summary>
public sealed class SocketsTransport : IHttpTransport, IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        MaxAutomaticRedirections = 5,
        UseCookies = false,
    })
    {
        Timeout = TimeSpan.FromMinutes(5),
    };

    public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var message = Message(request);
        try
        {
            var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var final = response.RequestMessage?.RequestUri?.AbsoluteUri;
            return new HttpExchangeResponse
            {
                Status = (int)response.StatusCode,
                Headers = [.. Pairs(response.Headers), .. Pairs(response.Content.Headers)],
                Body = await response.Content.ReadAsStreamAsync(cancellationToken),
                FinalUrl = final == request.Url ? null : final,
            };
        }
        catch (HttpRequestException error)
        {
            throw new HttpTransportException(Reason(error), $"{message.RequestUri!.Host} gave no answer: {error.InnerException?.Message ?? error.Message} Check the address and the network.", error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpTransportException(TransportFailure.Timeout, $"{message.RequestUri!.Host} did not answer within {_client.Timeout.TotalMinutes:0} minutes. It is tried again.", error);
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Message(HttpExchangeRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        if (request.Body is { } body)
            message.Content = new ReadOnlyMemoryContent(body);
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(HttpHeaders headers) =>
        headers.NonValidated.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));

    private static TransportFailure Reason(HttpRequestException error) => error switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => TransportFailure.NameResolution,
        { HttpRequestError: HttpRequestError.SecureConnectionError } => TransportFailure.Tls,
        { InnerException: System.Security.Authentication.AuthenticationException } => TransportFailure.Tls,
        { HttpRequestError: HttpRequestError.ConnectionError } or { InnerException: SocketException } => TransportFailure.Connect,
        _ => TransportFailure.Protocol,
    };
}
