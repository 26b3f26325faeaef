using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>
/// Writes every request, without its answer, as a line in the form of a cassette before it is sent. Secrets are masked, unless the
/// requests go nowhere (a replay) and are wanted exactly, to be compared with others.
/// </summary>
public sealed class RequestLogTransport(IHttpTransport inner, Stream log, bool exact = false) : IHttpTransport
{
    private readonly Lock _gate = new();

    public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        var line = CassetteWriter.Request(exact ? request with { Secrets = [] } : request);
        lock (_gate)
        {
            log.Write(line.Span);
        }

        return inner.SendAsync(request, cancellationToken);
    }
}
