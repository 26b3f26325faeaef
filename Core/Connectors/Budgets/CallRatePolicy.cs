using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Budgets;

/// <summary>How often the requests that it matches may be made. The base class sets no limit.</summary>
internal class CallRatePolicy(IReadOnlyList<RequestMatcher> matchers)
{
    public bool Matches(HttpExchangeRequest request) => matchers.Count == 0 || matchers.Any(matcher => matcher.Matches(request));

    /// <returns>Null where the call may be made; else how long to wait before asking again.</returns>
    public virtual TimeSpan? TryAcquire(HttpExchangeRequest request, DateTimeOffset now) => null;

    /// <param name="left">Calls the API says are left.</param>
    /// <param name="reset">When the API says they are renewed.</param>
    public virtual void Update(long? left, DateTimeOffset? reset, DateTimeOffset now)
    {
    }

    protected int WeightOf(HttpExchangeRequest request) => matchers.FirstOrDefault(matcher => matcher.Matches(request))?.Weight ?? 1;
}

/// <summary>So many calls in windows that follow each other.</summary>
internal sealed class FixedWindowPolicy(IReadOnlyList<RequestMatcher> matchers, TimeSpan period, long limit, DateTimeOffset firstReset) : CallRatePolicy(matchers)
{
    private DateTimeOffset _reset = firstReset;
    private long _used;

    public override TimeSpan? TryAcquire(HttpExchangeRequest request, DateTimeOffset now)
    {
        while (now >= _reset)
        {
            var behind = Math.Floor((now - _reset) / period);
            (_reset, _used) = (_reset + (period * (behind + 1)), 0);
        }
        var weight = WeightOf(request);
        if (_used + weight > limit) return _reset - now;
        _used += weight;
        return null;
    }

    public override void Update(long? left, DateTimeOffset? reset, DateTimeOffset now)
    {
        if (left is { } remaining && limit - _used > remaining) _used = limit - remaining;
        if (reset is { } time && time > now) _reset = time;
    }
}

/// <summary>So many calls in any stretch of time of each given length.</summary>
internal sealed class MovingWindowPolicy(IReadOnlyList<RequestMatcher> matchers, IReadOnlyList<CallRate> rates) : CallRatePolicy(matchers)
{
    private readonly LinkedList<DateTimeOffset> _calls = new();
    private readonly TimeSpan _longest = rates.Max(rate => rate.Interval);

    public override TimeSpan? TryAcquire(HttpExchangeRequest request, DateTimeOffset now)
    {
        while (_calls.First is { } first && first.Value <= now - _longest) _calls.RemoveFirst();
        var weight = WeightOf(request);
        TimeSpan? wait = null;
        foreach (var rate in rates)
        {
            var inside = _calls.Where(call => call > now - rate.Interval).ToList();
            if (inside.Count + weight <= rate.Limit) continue;
            var free = inside.Count == 0 ? now : inside[(int)Math.Clamp(inside.Count + weight - rate.Limit - 1, 0, inside.Count - 1)];
            var until = free + rate.Interval - now;
            if (wait is null || until > wait) wait = until;
        }
        if (wait is { } time) return time > TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(1);
        for (var i = 0; i < weight; i++) _calls.AddLast(now);
        return null;
    }

    public override void Update(long? left, DateTimeOffset? reset, DateTimeOffset now)
    {
        if (left is not { } remaining) return;
        var tightest = rates.Min(rate => rate.Limit - _calls.Count(call => call > now - rate.Interval));
        for (var i = remaining; i < tightest; i++) _calls.AddLast(now);
    }
}

internal sealed record CallRate(long Limit, TimeSpan Interval);
