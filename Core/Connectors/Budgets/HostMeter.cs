namespace Supertrack.Core.Connectors.Budgets;

/// <summary>Spaces the requests to one host and measures how many are sent. Safe for use from several places at once.</summary>
public sealed class HostMeter
{
    private const int Kept = 64;

    /// <summary>A pace is no reason to wait longer: the source's own refusals say the rest.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _sent = new();
    private DateTimeOffset _next;

    /// <summary>Takes the next place in the row and says how long it is until then.</summary>
    public TimeSpan Reserve(HostPace? pace, DateTimeOffset now)
    {
        lock (_gate)
        {
            var at = now;
            if (pace?.At(now) is { } rate)
            {
                at = _next > now ? _next : now;
                if (at - now > LongestWait)
                    at = now + LongestWait;
                _next = at + TimeSpan.FromSeconds(1 / rate);
            }
            _sent.Enqueue(at);
            if (_sent.Count > Kept)
                _sent.Dequeue();
            return at - now;
        }
    }

    /// <summary>Requests a second over the last ones, at most 64 and at most a minute old; at least one second is looked at.</summary>
    public double Rate(DateTimeOffset now)
    {
        lock (_gate)
        {
            var recent = _sent.Where(at => at <= now && now - at < TimeSpan.FromMinutes(1)).ToList();
            return recent.Count == 0 ? 0 : recent.Count / Math.Max(1, (now - recent[0]).TotalSeconds);
        }
    }
}
