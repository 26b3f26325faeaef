using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>Members of a body that hold a pause or a moment: <c>retry_after</c>, <c>retryDelay</c>, <c>reset_at</c>, <c>rate_reset</c>, <c>backoff</c> and kin.</summary>
internal sealed partial class BodyMembers : IWaitSource
{
    private const int MaxDepth = 8;

    public Wait? Read(Answer answer)
    {
        if (answer.Json is null) return null;
        var found = new List<Wait>();
        Walk(answer.Json, "", answer.Now, found, 0);
        return found.MaxBy(w => w.Seconds);
    }

    private static void Walk(JsonNode? node, string name, DateTimeOffset now, List<Wait> found, int depth)
    {
        if (depth > MaxDepth || found.Count > 20) return;
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map) Walk(value, IsPause(name) && UnitOfTime().IsMatch(key) ? name + "_" + key : key, now, found, depth + 1);
                break;
            case JsonArray list:
                foreach (var item in list.Take(20)) Walk(item, name, now, found, depth + 1);
                break;
            case JsonValue value when IsPause(name) && Seconds(value, name, now) is { } seconds:
                found.Add(new(seconds, $"{name}: {value.ToJsonString()}"));
                break;
        }
    }

    private static double? Seconds(JsonValue value, string name, DateTimeOffset now) =>
        Seconds(value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : value.TryGetValue(out string? s) ? s : "", name, now);

    /// <summary>The pause that a member of this name and text asks for; null where the name is no such member's.</summary>
    internal static double? Named(string name, string text, DateTimeOffset now) => IsPause(name) ? Seconds(text, name, now) : null;

    private static bool IsPause(string name) => Pause().IsMatch(name) || (Waiting().IsMatch(name) && !Counting().IsMatch(name));

    private static double? Seconds(string text, string name, DateTimeOffset now)
    {
        if (Minutes().IsMatch(name) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes))
            return Amounts.Rounded(minutes * 60);
        return Amounts.Seconds(text, now, Milliseconds().IsMatch(name)) is > 0 and var seconds ? seconds : null;
    }

    [GeneratedRegex(@"^(retry[_-]?(after|in|delay|at|time)|wait([_-]?(for|time))?|time[_-]?to[_-]?wait|(rate[_-]?(limit[_-]?)?)?resets?([_-]?(at|in|time|after|on|date|timestamp|epoch))?|back[_-]?off([_-]?for)?|rate[_-]?limit[_-]?(duration|delay|wait|expires?([_-]?(at|in))?)|lockout[_-]?(time|until)|cool[_-]?down|try[_-]?again[_-]?(at|in|after)|next[_-]?access[_-]?time|next[_-]?(allowed|available|request|attempt|retry)([_-]?at)?|(available|blocked|banned|throttled|locked)[_-]?(at|until|in|for)|estimated[_-]?time[_-]?to[_-]?regain[_-]?access|reset[_-]?time[_-]?duration|until|maintenance[_-]?(end|until|ends[_-]?at)|ends?[_-]?at|estimated[_-]?time|estimated[_-]?(end|completion)([_-]?(at|time))?|.*retry[_-]?after.*|(seconds|ms|millis(econds)?)[_-]?(until|to|before)[_-]?(reset|retry|next|expiration).*)([_-]?(in[_-]?)?(ms|millis|milliseconds|s|sec|secs|seconds|minutes|mins))?$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Pause();

    [GeneratedRegex(@"(retry|wait|resets?|back[_-]?off|cool[_-]?down|refill|replenish|unblock|unlock|unban|throttle)\w*(after|in|at|until|time|seconds|secs|minutes|mins|ms|delay|timestamp|for)$|^(seconds|secs|minutes|mins|ms|millis)[_-]?(to|until|before|till)\w*(retry|wait|resets?|refill|unblock|unlock)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Waiting();

    [GeneratedRegex(@"count|attempt|max|policy|url|remaining|limit$|password|list", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Counting();

    [GeneratedRegex(@"^(ms|millis|milliseconds|s|secs?|seconds|min(ute)?s)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex UnitOfTime();

    [GeneratedRegex(@"([_-]ms|Ms|[Mm]illis(econds)?)$|^(ms|[Mm]illis(econds)?)", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"regain[_-]?access|[_-]?min(ute)?s$|^min(ute)?s", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Minutes();
}
