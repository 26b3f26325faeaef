using System.Globalization;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>
/// The many *-RateLimit-Reset headers: pauses or epochs in any unit, dates, durations (<c>6m0s</c>). Of several, those count whose
/// remaining counterpart is used up; a reset whose counterpart still has something left says nothing.
/// </summary>
internal sealed partial class ResetHeaders : IWaitSource
{
    public Wait? Read(Answer answer)
    {
        var resets = answer.Sample.Headers.Where(h => Reset().IsMatch(h.Key))
            .Select(h => (h.Key, h.Value, Left: Remaining(answer, h.Key), Seconds: Seconds(h.Key, h.Value, answer.Now)))
            .Where(r => r.Seconds is not null && !(r.Left > 0))
            .OrderByDescending(r => r.Left == 0)
            .ThenByDescending(r => r.Seconds)
            .ToList();
        return resets.Count > 0 ? new(resets[0].Seconds!.Value, $"{resets[0].Key}: {resets[0].Value}") : null;
    }

    private static double? Seconds(string name, string value, DateTimeOffset now) =>
        Amounts.Seconds(value, now, Milliseconds().IsMatch(name)) ?? Amounts.Seconds(value.Split(',', ';')[0], now, Milliseconds().IsMatch(name));

    /// <summary>What is left under the counterpart's name (Reset, Reset-After, Time-Reset-Ms become Remaining); null when there is none.</summary>
    private static double? Remaining(Answer answer, string name)
    {
        var bare = ResetWord().Replace(name, "Remaining");
        var left = (bare == name ? null : answer.Header(bare)) ?? answer.Sample.Headers
            .Where(h => h.Key.Contains("remaining", StringComparison.OrdinalIgnoreCase) && Common(h.Key, "remaining") == Common(name, "reset"))
            .Select(h => h.Value).FirstOrDefault();
        if (left is null)
        {
            var all = answer.Sample.Headers.Where(h => h.Key.Contains("remaining", StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToList();
            left = all.Count == 1 ? all[0] : null;
        }

        return left is not null && double.TryParse(left.Split(',', ';')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : null;
    }

    private static string Common(string name, string without) => name.ToLowerInvariant()
        .Replace(without, "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace("requests", "", StringComparison.Ordinal);

    [GeneratedRegex(@"(rate-?limit|rate-limit|ratelimit|limit|quota|throttl|complexity|^x-|rate).*reset|replenish(ment)?(-?time)?|remaining-?seconds$|^reset", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Reset();

    [GeneratedRegex(@"(Time-)?Resets?(-?(After|At|In|Time|Ms|Seconds|On|Date|Timestamp))*", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex ResetWord();

    [GeneratedRegex(@"(-ms|millis(econds)?)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Milliseconds();
}
