using System.Globalization;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>A wait written in a sentence: "try again in 3 minutes", "more requests available in 82361 seconds", "until 2026-02-13T18:00:00Z".</summary>
internal sealed partial class WrittenWait : IWaitSource
{
    public Wait? Read(Answer answer)
    {
        foreach (var statement in answer.Statements)
        {
            var text = statement.Original;
            if ((Amount(text, Within()) ?? Clocked(text) ?? Until(text, answer.Now) ?? Amount(text, Window()) ?? Bare(text)) is { } seconds) return new(seconds, Short(text));
        }

        return null;
    }

    private static double? Amount(string text, Regex pattern)
    {
        var match = pattern.Match(text);
        if (!match.Success) return null;
        double total = 0;
        foreach (Match part in OnePart().Matches(match.Groups["amount"].Value)) total += Number(part.Groups[1].Value) * (Amounts.Unit(part.Groups[2].Value) ?? 0);
        return total > 0 ? Amounts.Rounded(total) : null;
    }

    /// <summary>"replenished in 05:23:11".</summary>
    private static double? Clocked(string text)
    {
        var match = Clock().Match(text);
        return match.Success ? (Number(match.Groups[1].Value) * 3600) + (Number(match.Groups[2].Value) * 60) + Number(match.Groups[3].Value) : null;
    }

    /// <summary>"retry after 35": a number without a unit is in seconds.</summary>
    private static double? Bare(string text)
    {
        var match = Unitless().Match(text);
        return match.Success ? Number(match.Groups[1].Value) : null;
    }

    private static double? Until(string text, DateTimeOffset now)
    {
        var match = Moment().Match(text);
        if (match.Success)
        {
            return Moments.TryParse(match.Groups["moment"].Value.Replace(" UTC", "Z", StringComparison.Ordinal), out var at) && at > now
                ? Amounts.Rounded((at - now).TotalSeconds)
                : null;
        }

        var epoch = Epoch().Match(text);
        if (epoch.Success) return Amounts.OfNumber(Number(epoch.Groups[1].Value), now) is > 0 and var seconds ? seconds : null;
        var clock = ClockTime().Match(text);
        if (!clock.Success)
        {
            var midnight = Midnight().Match(text);
            return midnight.Success ? Midnights.Next(midnight.Groups[1].Value + midnight.Groups[2].Value, now) : null;
        }

        var time = now.UtcDateTime.Date.AddHours(Number(clock.Groups[1].Value)).AddMinutes(Number(clock.Groups[2].Value));
        if (time <= now.UtcDateTime) time = time.AddDays(1);
        return Amounts.Rounded((time - now.UtcDateTime).TotalSeconds);
    }

    private static double Number(string text) => text.ToLowerInvariant() switch
    {
        "a" or "an" or "one" => 1,
        "two" => 2,
        "three" => 3,
        "five" => 5,
        "ten" => 10,
        "fifteen" => 15,
        "thirty" => 30,
        "sixty" => 60,
        _ => double.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : 0,
    };

    private static string Short(string text) => text.Length <= 160 ? text : text[..157] + "...";

    private const string Quantity = @"(?:\d[\d,]*(?:\.\d+)?|\ban?\b|one|two|three|five|ten|fifteen|thirty|sixty)['""]?\s*-?(?:milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)(?![A-Za-z])(?:\(s\))?";

    [GeneratedRegex(@"(?:try|retry|retried|retrying|wait|waiting|available|resets?|resum\w+|expires?|again|back|restored?|unlock\w*|lift\w*|refresh\w*|replenish\w*|duration|estimated|blocked|locked|throttled|limited|pause|sleep|regain|delay|complete\w*|done)\b[^.;\d]{0,60}?\b(?<amount>" + Quantity + @"(?:\s*,?\s*(?:and\s+)?" + Quantity + @")*)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Within();

    /// <summary>"max rate limit 100 exceeded with in 20 secs", "limit of 10 requests per 30 seconds": after the named window everything is allowed again.</summary>
    [GeneratedRegex(@"(?:exceeded|requests?|calls|quer(?:y|ies)|limit\w*|quota)\b[^.;]{0,60}?\b(?:with ?in|per|in(?: the last| any| an?)?|every|over|this|/)\s*['""]?(?<amount>(?:\d[\d,]*(?:\.\d+)?|one)['""]?\s*-?(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)\b)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Window();

    [GeneratedRegex(@"(\d[\d,]*(?:\.\d+)?|\ban?\b|one|two|three|five|ten|fifteen|thirty|sixty)['""]?\s*-?([a-z]+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex OnePart();

    [GeneratedRegex(@"(?:until|after|at|on|reset\w*|by|before|again|available|end\w*|back|from|to|–|-)\D{0,25}(?<moment>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| ?UTC| ?[+-]\d{2}:?\d{2})?|\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|[+-]\d{4})|\w{3} \w{3} \d{1,2} \d{4} \d{2}:\d{2}:\d{2} GMT[+-]\d{4})", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Moment();

    [GeneratedRegex(@"(?:reset\w*|until|retry|again|after|at)\D{0,25}\b(1\d{9}(?:\d{3})?)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Epoch();

    [GeneratedRegex(@"(?:until|back (?:at|by|online)|again (?:at|after)|end\w* at|resets? at|after|complete\w* by|to|–|-)\s*(\d{1,2}):(\d{2})\s*(?:UTC|GMT|Z)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"\bin:? (\d{1,3}):(\d{2}):(\d{2})\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?:retry|try again|wait)(?:[ -](?:after|in|for))?:? (\d{1,6}(?:\.\d+)?)(?![\d:/.-]| ?[a-z]|%)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Unitless();

    [GeneratedRegex(@"(?:midnight|00:00|12 ?am),? (?:in |at )?(?:the )?\(?(UTC|GMT|PT|PST|PDT|Pacific|ET|EST|EDT|Eastern|CET|CEST)\b|(UTC|GMT|Pacific|Eastern)(?: Time)? (?:midnight|00:00)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Midnight();
}
