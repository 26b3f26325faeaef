using System.Globalization;
using Supertrack.Lab.Answers;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Checks;

/// <summary>Counts requests in a fixed window that starts with its first request. Refused requests do not count.</summary>
internal sealed class RateWindow(LimitRule rule, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _end;
    private int _count;

    /// <summary>Takes one request. The answer is the refusal, or null with headers for the good answer.</summary>
    public Reply? Take(string path, List<KeyValuePair<string, string>> headers)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset end;
        int left;
        lock (_gate)
        {
            if (now >= _end)
            {
                _end = now.AddSeconds(rule.PerSeconds);
                _count = 0;
            }

            end = _end;
            left = rule.Requests - ++_count;
        }

        Announce(headers, Math.Max(left, 0), end, now);
        return left >= 0 ? null : Refusal(path, end, now);
    }

    private Reply Refusal(string path, DateTimeOffset end, DateTimeOffset now)
    {
        string wait = Seconds(end - now);
        var blanks = new Blanks { Path = path, Wait = wait, Reset = UnixSeconds(end), Max = $"{rule.Requests}" };
        Reply reply = AnswerReply.Of(rule.Answer.Body is null && rule.Answer.Headers.Count == 0 ? null : rule.Answer, blanks,
            rule.Answer.Status ?? 429, status => AnswerReply.Problem(status, $"{rule.Requests} requests per {rule.PerSeconds} s are allowed."));
        switch (rule.Header)
        {
            case LimitHeader.RetryAfter:
                reply.With("Retry-After", wait);
                break;
            case LimitHeader.RetryAfterDate:
                // HTTP dates have whole seconds: round up, so that nobody comes back too early.
                reply.With("Retry-After", DateTimeOffset.FromUnixTimeSeconds(CeilingSeconds(end)).ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                Announce(reply.Headers, 0, end, now);
                break;
        }

        return reply;
    }

    private void Announce(List<KeyValuePair<string, string>> headers, int left, DateTimeOffset end, DateTimeOffset now)
    {
        if (rule.Header == LimitHeader.XRateLimitReset)
        {
            headers.Add(new("X-RateLimit-Limit", $"{rule.Requests}"));
            headers.Add(new("X-RateLimit-Remaining", $"{left}"));
            headers.Add(new("X-RateLimit-Reset", UnixSeconds(end)));
        }
        else if (rule.Header == LimitHeader.RateLimit)
        {
            // draft-ietf-httpapi-ratelimit-headers: remaining requests and seconds until the window ends.
            headers.Add(new("RateLimit-Policy", $"\"default\";q={rule.Requests};w={Math.Ceiling(rule.PerSeconds)}"));
            headers.Add(new("RateLimit", $"\"default\";r={left};t={Seconds(end - now)}"));
        }
    }

    private static string Seconds(TimeSpan time) => ((long)Math.Ceiling(Math.Max(time.TotalSeconds, 0))).ToString(CultureInfo.InvariantCulture);

    private static string UnixSeconds(DateTimeOffset time) => CeilingSeconds(time).ToString(CultureInfo.InvariantCulture);

    private static long CeilingSeconds(DateTimeOffset time) => (long)Math.Ceiling(time.ToUnixTimeMilliseconds() / 1000.0);
}
