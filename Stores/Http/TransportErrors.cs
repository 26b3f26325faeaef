using System.Net.Sockets;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Stores.Http;

/// <summary>Turns what the network stack throws into failures that say what recovers them. URLs are cut to the host, since queries may hold keys.</summary>
internal static class TransportErrors
{
    public static HttpTransportException? Translate(Exception error, HttpExchangeRequest request, CancellationToken caller)
    {
        if (caller.IsCancellationRequested && error is OperationCanceledException) return null;
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            if (inner is HttpTransportException known) return known;
        var host = Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) ? uri.Host : "the host";
        return error switch
        {
            OperationCanceledException => new(TransportFailure.Timeout, $"{request.Method} {host}: no complete answer in time.", error),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(TransportFailure.NameResolution, $"The host {host} cannot be resolved.", error),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(TransportFailure.Tls, $"{host}: the TLS handshake failed: {Reason(error)}", error),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or SocketException => new(TransportFailure.Connect, $"{host}: no connection: {Reason(error)}", error),
            HttpRequestException or IOException or InvalidDataException => new(TransportFailure.Protocol, $"{request.Method} {host}: {Reason(error)}", error),
            _ => null,
        };
    }

    private static string Reason(Exception error) => (error.InnerException ?? error).Message.ReplaceLineEndings(" ");
}
