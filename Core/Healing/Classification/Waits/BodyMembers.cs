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
                foreach (var (key, value) in map) Walk(value, key, now, found, depth + 1);
                break;
            case JsonArray list:
                foreach (var item in list.Take(20)) Walk(item, name, now, found, depth + 1);
                break;
            case JsonValue value when Pause().IsMatch(name) && Seconds(value, name, now) is { } seconds:
                found.Add(new(seconds, $"{name}: {value.ToJsonString()}"));
                break;
        }
    }

    private static double? Seconds(JsonValue value, string name, DateTimeOffset now)
    {
        var text = value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : value.TryGetValue(out string? s) ? s : "";
        if (Minutes().IsMatch(name) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes))
            return Amounts.Rounded(minutes * 60);
        return Amounts.Seconds(text, now, Milliseconds().IsMatch(name)) is > 0 and var seconds ? seconds : null;
    }

    [GeneratedRegex(@"^(retry[_-]?(after|in|delay|at|time)|wait([_-]?(for|time))?|(rate[_-]?(limit[_-]?)?)?resets?([_-]?(at|in|time|after|on|date|timestamp|epoch))?|back[_-]?off|cool[_-]?down|try[_-]?again[_-]?(at|in|after)|next[_-]?(allowed|available|request|attempt|retry)([_-]?at)?|(available|blocked|banned|throttled|locked)[_-]?(at|until|in|for)|estimated[_-]?time[_-]?to[_-]?regain[_-]?access|reset[_-]?time[_-]?duration|until|maintenance[_-]?(end|until|ends[_-]?at)|ends?[_-]?at|estimated[_-]?(end|completion)([_-]?(at|time))?|.*retry[_-]?after.*|(seconds|ms|millis(econds)?)[_-]?(until|to|before)[_-]?(reset|retry|next|expiration).*)([_-]?(ms|millis|milliseconds|s|sec|secs|seconds|minutes|mins))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Pause();

    [GeneratedRegex(@"([_-]ms|Ms|millis(econds)?)$|^(ms|millis(econds)?)", RegexOptions.None)]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"regain[_-]?access|[_-]?min(ute)?s$", RegexOptions.IgnoreCase)]
    private static partial Regex Minutes();
}
