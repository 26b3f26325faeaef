using System.Globalization;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>
/// The structured fields of draft-ietf-httpapi-ratelimit-headers: <c>RateLimit: "burst";r=0;t=5</c>, the older
/// <c>RateLimit: limit=100, remaining=0, reset=50</c>, and <c>RateLimit-Policy: "burst";q=100;w=60</c> for the window of a policy without a time.
/// </summary>
internal sealed partial class RateLimitFields : IWaitSource
{
    public Wait? Read(Answer answer)
    {
        var field = answer.Header("RateLimit") ?? answer.Header("X-RateLimit");
        if (field is not null && Structured(field, answer) is { } wait) return wait;
        return field is not null && Old(field, answer.Now) is { } seconds ? new(seconds, "RateLimit: " + field) : null;
    }

    private static Wait? Structured(string field, Answer answer)
    {
        var items = field.Split(',').Select(i => (Name: i.Split(';')[0].Trim().Trim('"'), Left: Parameter(i, "r"), Time: Parameter(i, "t"))).ToList();
        var empty = items.Where(i => i.Left is null or <= 0).ToList();
        var longest = empty.Where(i => i.Time is not null).Select(i => i.Time!.Value).DefaultIfEmpty(-1).Max();
        if (longest > 0) return new(longest, "RateLimit: " + field);
        var policy = answer.Header("RateLimit-Policy");
        if (policy is null) return null;
        var windows = policy.Split(',')
            .Where(p => empty.Exists(i => i.Left is not null && i.Name == p.Split(';')[0].Trim().Trim('"')))
            .Select(p => Parameter(p, "w") ?? -1);
        return windows.DefaultIfEmpty(-1).Max() is > 0 and var window ? new(window, "RateLimit-Policy: " + policy) : null;
    }

    private static double? Old(string field, DateTimeOffset now)
    {
        var reset = Reset().Match(field);
        return reset.Success ? Amounts.Seconds(reset.Groups[1].Value, now) : null;
    }

    private static double? Parameter(string item, string name) => item.Split(';').Skip(1)
        .Select(p => p.Split('=', 2))
        .Where(p => p.Length == 2 && p[0].Trim() == name)
        .Select(p => double.TryParse(p[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : (double?)null)
        .FirstOrDefault();

    [GeneratedRegex(@"\breset=""?([\d.]+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Reset();
}
