using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>
/// Writes every exchange to a cassette as it passes. An exchange is written when the next one begins or the recording ends, because
/// an answer can hold a token that is known as a secret only after it was read. Dispose it to write the last one.
/// </summary>
public sealed class RecordingTransport(IHttpTransport inner, Stream cassette) : IHttpTransport, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<Recorded> _pending = [];

    public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        await WritePendingAsync(cancellationToken);
        await using var answer = await inner.SendAsync(request, cancellationToken);
        var body = new MemoryStream();
        await answer.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _pending.Add(new Recorded(request, answer.Status, answer.Headers, body.ToArray()));
        }
        finally
        {
            _gate.Release();
        }

        return new HttpExchangeResponse { Status = answer.Status, Headers = answer.Headers, Body = body, FinalUrl = answer.FinalUrl };
    }

    public async ValueTask DisposeAsync()
    {
        await WritePendingAsync(CancellationToken.None);
        await cassette.FlushAsync();
        _gate.Dispose();
    }

    private async Task WritePendingAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var recorded in _pending)
            {
                await cassette.WriteAsync(CassetteWriter.Exchange(recorded.Request, recorded.Status, recorded.Headers, recorded.Body), cancellationToken);
            }

            _pending.Clear();
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record Recorded(
        HttpExchangeRequest Request, int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);
}
