using Supertrack.Core.Connectors.Errors;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>Sends one request until it is answered well, ignored, or given up.</summary>
internal sealed class Attempts(HttpRequester requester)
{
    /// <summary>All waits of one request together may not exceed this, as in the reference implementation.</summary>
    private static readonly TimeSpan MaxTotal = TimeSpan.FromMinutes(10);

    private int _attempt;
    private int _defaultWaits;
    private int _rateLimitWaits;

    public async Task<HttpAnswer> RunAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        var started = requester.Session.Clock.GetTimestamp();
        while (true)
        {
            _attempt++;
            HttpAnswer? answer = null;
            HttpTransportException? problem = null;
            try
            {
                answer = await Exchange.SendAsync(requester.Session, request, cancellationToken);
            }
            catch (HttpTransportException exception) when (exception.Retryable)
            {
                problem = exception;
            }
            catch (HttpTransportException exception)
            {
                throw Exchange.Failure(requester.Session, FailureKind.Config, exception.Message, request, null, exception);
            }
            var resolution = answer is null
                ? new Resolution(ResponseAction.Retry, FailureKind.Transient, problem!.Message)
                : requester.Errors.Interpret(answer);
            if (answer is not null && requester.Session.Options.StopAtUnknownRefusals) resolution = resolution.Stopped(answer.Status);
            if (await FinishedAsync(resolution, request, answer, problem, cancellationToken)) return answer!;
            var wait = WaitBefore(resolution, request, answer, problem, requester.Session.Clock.GetElapsedTime(started));
            answer?.Dispose();
            requester.Session.Note($"{request.Method} {request.Url}: attempt {_attempt} failed ({resolution.Message}), again in {wait.TotalSeconds:0.###} s");
            await requester.Session.WaitAsync(wait, cancellationToken);
            request = request with { Headers = await requester.Authenticator.SignAsync(request.Headers, cancellationToken) };
        }
    }

    /// <summary>True where the answer stands; false where the request is to be repeated.</summary>
    private async Task<bool> FinishedAsync(
        Resolution resolution, HttpExchangeRequest request, HttpAnswer? answer, HttpTransportException? problem, CancellationToken cancellationToken)
    {
        switch (resolution.Action)
        {
            case ResponseAction.Success:
                return true;
            case ResponseAction.Ignore:
                requester.Session.Note($"{request.Method} {request.Url}: the answer {answer?.Status} is ignored. {resolution.Message}");
                return true;
            case ResponseAction.ResetPagination:
                answer?.Dispose();
                throw new PaginationResetException();
            case ResponseAction.Fail:
                using (answer) throw Failed(resolution, request, answer, problem);
            case ResponseAction.RefreshTokenThenRetry:
                await requester.Authenticator.RefreshAsync(cancellationToken);
                return false;
            default:
                return false;
        }
    }

    private TimeSpan WaitBefore(Resolution resolution, HttpExchangeRequest request, HttpAnswer? answer, HttpTransportException? problem, TimeSpan elapsed)
    {
        var own = requester.Errors.Backoffs.Select(backoff => backoff.Seconds(answer, _attempt)).FirstOrDefault(seconds => seconds > 0);
        double seconds;
        if (own is { } named) seconds = named + 1;
        else if (resolution.Action == ResponseAction.RateLimited) seconds = Math.Pow(2, _rateLimitWaits++);
        else seconds = Math.Pow(2, _defaultWaits++);
        if (_attempt <= requester.Errors.MaxRetries && elapsed < MaxTotal && seconds <= requester.Session.Options.MaxWait.TotalSeconds)
            return TimeSpan.FromSeconds(seconds);
        using (answer)
        {
            var why = resolution.Action == ResponseAction.RateLimited && answer?.Status == 429
                ? resolution with { Kind = FailureKind.Transient }
                : resolution;
            throw Failed(why with { Message = $"given up after {_attempt} attempts. {resolution.Message}" }, request, answer, problem);
        }
    }

    private ConnectorException Failed(Resolution resolution, HttpExchangeRequest request, HttpAnswer? answer, HttpTransportException? problem)
    {
        var said = answer is null ? null : ErrorText.Of(answer);
        var message = string.IsNullOrEmpty(said) || resolution.Message.Contains(said, StringComparison.Ordinal)
            ? resolution.Message
            : $"{resolution.Message} The API says: {(said.Length > 500 ? said[..500] : said)}";
        return Exchange.Failure(requester.Session, resolution.Kind, message, request, answer, problem);
    }
}
