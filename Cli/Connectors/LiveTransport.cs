using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Cli.Connectors;

/// <summary>Sends requests over HTTP; redirects are followed, compressed answers unpacked.</summary>
internal sealed class LiveTransport : IHttpTransport, IAsyncDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        UseCookies = false,
    });

    public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = Message(request);
        try
        {
            HttpResponseMessage answer = await _client.SendAsync(message, cancellationToken);
            return new HttpExchangeResponse
            {
                Status = (int)answer.StatusCode,
                Headers = [.. answer.Headers.Concat(answer.Content.Headers).Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value)))],
                Body = await answer.Content.ReadAsStreamAsync(cancellationToken),
                FinalUrl = message.RequestUri?.AbsoluteUri,
            };
        }
        catch (HttpRequestException error)
        {
            throw new HttpTransportException(Reason(error), error.Message, error);
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static HttpRequestMessage Message(HttpExchangeRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
        }

        foreach ((string name, string value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                (message.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static TransportFailure Reason(HttpRequestException error) => error switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => TransportFailure.NameResolution,
        { InnerException: AuthenticationException } => TransportFailure.Tls,
        { InnerException: SocketException } => TransportFailure.Connect,
        _ => TransportFailure.Protocol,
    };
}
