using System.Globalization;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>Turns a written amount of waiting into seconds.</summary>
internal static partial class Amounts
{
    /// <summary>
    /// A number is an epoch when it is too large for a pause (nanoseconds, microseconds, milliseconds, seconds by its size), else a pause in
    /// seconds, or milliseconds where <paramref name="milliseconds"/> says so. Also reads dates and written durations (<c>1m30s</c>, <c>PT30S</c>, <c>00:00:34</c>).
    /// </summary>
    public static double? Seconds(string text, DateTimeOffset now, bool milliseconds = false)
    {
        text = text.Trim().Trim('"').Trim();
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return OfNumber(number, now, milliseconds);
        if (Moments.TryParse(text, out var moment)) return NotNegative((moment - now).TotalSeconds);
        return Duration(text);
    }

    public static double? OfNumber(double number, DateTimeOffset now, bool milliseconds = false)
    {
        if (double.IsNaN(number) || number < 0 || number > 1e20) return null;
        double? epoch = number switch
        {
            >= 1e17 => number / 1e9,
            >= 1e14 => number / 1e6,
            >= 1e11 => number / 1e3,
            >= 9e8 => number,
            _ => null,
        };
        if (epoch is { } at) return NotNegative(at - (now.ToUnixTimeMilliseconds() / 1000.0));
        return Rounded(milliseconds ? number / 1000 : number);
    }

    public static double Rounded(double seconds) => Math.Round(seconds, 3);

    /// <summary>Seconds in one of a unit as written ("min", "hours", "ms"); null when it is no unit of time.</summary>
    public static double? Unit(string unit) => unit.ToLowerInvariant() switch
    {
        "ms" or "msec" or "msecs" or "millis" or "millisecond" or "milliseconds" => 0.001,
        "s" or "sec" or "secs" or "second" or "seconds" => 1,
        "m" or "min" or "mins" or "minute" or "minutes" => 60,
        "h" or "hr" or "hrs" or "hour" or "hours" => 3600,
        "d" or "day" or "days" => 86400,
        _ => null,
    };

    private static double NotNegative(double seconds) => Rounded(Math.Max(0, seconds));

    private static double? Duration(string text)
    {
        var iso = IsoDuration().Match(text);
        if (iso.Success && text.Length > 2)
        {
            return Rounded((Part(iso, 1) * 86400) + (Part(iso, 2) * 3600) + (Part(iso, 3) * 60) + Part(iso, 4));
        }

        var clock = Clock().Match(text);
        if (clock.Success) return Rounded((Part(clock, 1) * 3600) + (Part(clock, 2) * 60) + Part(clock, 3));
        if (!Parts().IsMatch(text)) return null;
        return Rounded(OnePart().Matches(text).Sum(p => Part(p, 1) * (Unit(p.Groups[2].Value) ?? 0)));
    }

    private static double Part(Match match, int group) =>
        double.TryParse(match.Groups[group].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : 0;

    [GeneratedRegex(@"^P(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex IsoDuration();

    [GeneratedRegex(@"^(\d{1,3}):(\d{2}):(\d{2}(?:\.\d+)?)$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(\d+(\.\d+)?\s*(ms|msec|millis|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)[\s,]*)+$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Parts();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)\s*([a-z]+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex OnePart();
}
