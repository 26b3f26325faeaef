namespace Supertrack.Core.Connectors.Http;

/// <summary>The only I/O of a connector: sends one request and answers with status, headers and a body that streams.</summary>
public interface IHttpTransport
{
    /// <exception cref="HttpTransportException">No answer came: name resolution, connection, TLS, time-out, refused by policy.</exception>
    Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken);
}
