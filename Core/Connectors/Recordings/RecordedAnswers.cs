using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>Answers a read from its recording; requests may differ from the recorded ones in the moment at which they are made.</summary>
internal sealed class RecordedAnswers : IHttpTransport
{
    private readonly ReplayTransport _exact;
    private readonly ReplayTransport _later;
    private readonly NearTime _time;
    private int _requests;

    /// <param name="start">When the read began.</param>
    public RecordedAnswers(RecordedStream recording, DateTimeOffset start)
    {
        _exact = new ReplayTransport(recording.Exchanges);
        _time = new NearTime(start);
        _later = new ReplayTransport([.. recording.Exchanges.Select(exchange => exchange with { Url = _time.Without(exchange.Url), Body = exchange.Body is { } body ? _time.Without(body) : null })]);
    }

    /// <summary>Requests made so far.</summary>
    public int Requests => _requests;

    public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            return await _exact.SendAsync(request, cancellationToken);
        }
        catch (HttpTransportException missing) when (missing.Failure == TransportFailure.NotRecorded)
        {
            try
            {
                return await _later.SendAsync(_time.Without(request), cancellationToken);
            }
            catch (HttpTransportException)
            {
                // The first error names the request as it was made.
                throw missing;
            }
        }
    }
}
