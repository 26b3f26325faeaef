using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Syncing;

namespace Supertrack.Grains.Agents;

/// <summary>Remembers which host a chunk asked last, so that its failure can say where it happened.</summary>
internal sealed class AskedHost
{
    private volatile string _url = "";

    public IHttpTransport Over(IHttpTransport inner) => new Listening(this, inner);

    /// <summary>A failure of the source gets the host, unless it names one itself; what the platform fails of has none.</summary>
    public ChunkResult Named(ChunkResult result) => result.Failure is { Host: "", Code: not ("storage" or "internal" or "superseded") } failure
        ? result with { Failure = failure with { Host = RunFailure.HostOf(_url) } }
        : result;

    private sealed class Listening(AskedHost asked, IHttpTransport inner) : IHttpTransport
    {
        public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
        {
            asked._url = request.Url;
            return inner.SendAsync(request, cancellationToken);
        }
    }
}
