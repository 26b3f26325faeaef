using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Schemas.Matching.Transforms;

/// <summary>The same instant written in another way.</summary>
/// <param name="To">How the old value is written: a strftime pattern, or unix_seconds, unix_millis, unix_seconds_string, unix_millis_string, ms_date.</param>
public sealed partial record TimeFormat(string To) : Transform
{
    private static readonly string[] Patterns =
    [
        "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%3fZ", "%Y-%m-%dT%H:%M:%S.%6fZ", "%Y-%m-%dT%H:%M:%S+00:00", "%Y-%m-%dT%H:%M:%S.%3f+00:00", "%Y-%m-%dT%H:%M:%S.%6f+00:00", "%Y-%m-%dT%H:%M:%S+0000",
        "%Y-%m-%dT%H:%M:%S.%3f+0000", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%3f", "%Y-%m-%dT%H:%M:%S.%6f", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S+00:00", "%Y-%m-%d %H:%M:%S.%3f", "%Y-%m-%d %H:%M:%S.%6f", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y/%m/%d %H:%M:%S", "%m/%d/%Y",
        "%m/%d/%Y %H:%M:%S", "%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%d.%m.%Y", "%d.%m.%Y %H:%M:%S", "%d-%m-%Y", "%a, %d %b %Y %H:%M:%S GMT", "%a, %d %b %Y %H:%M:%S +0000", "%a %b %d %H:%M:%S +0000 %Y", "%d %b %Y", "%b %d, %Y", "%B %d, %Y", "%Y%m%dT%H%M%SZ", "%m-%d-%Y",
    ];

    private static readonly string[] Numeric = ["unix_seconds", "unix_millis", "unix_seconds_string", "unix_millis_string", "ms_date"];

    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) => Instant(values[0]) is { } instant ? Write(instant, To) : null;

    public override JsonObject ToJson() => new() { ["op"] = To is "unix_seconds" or "unix_millis" ? "retype" : "format", ["to"] = To };

    /// <summary>The way to write instants that gives back every one of <paramref name="samples"/>; null where none does.</summary>
    public static IEnumerable<string> Writing(IReadOnlyList<(DateTimeOffset Instant, JsonNode Value)> samples) =>
        Patterns.Concat(Numeric).Where(p => samples.All(s => Write(s.Instant, p) is { } written && Scalar.AreEqual(written, s.Value)));

    /// <summary>The instant a value stands for. Days and months with slashes are taken as month first, unless that is impossible.</summary>
    public static DateTimeOffset? Instant(JsonNode? node, bool dayFirst = false)
    {
        if (Scalar.IsNumber(node)) return OfNumber(Scalar.Number(node));
        if (Scalar.Text(node) is not { Length: >= 8 and <= 40 } text || Scalar.IsFlag(node)) return null;
        if (MsDate().Match(text) is { Success: true } ms) return OfNumber(decimal.Parse(ms.Groups[1].Value, CultureInfo.InvariantCulture), millis: true);
        if (text.All(char.IsAsciiDigit)) return text.Length == 8 ? Parsed(text, "yyyyMMdd") : OfNumber(decimal.Parse(text, CultureInfo.InvariantCulture));
        var pattern = dayFirst ? Slashed.Reverse() : Slashed;
        foreach (var form in pattern)
            if (Parsed(text, form) is { } slashed) return slashed;
        if (!char.IsAsciiDigit(text[0]) && !Named().IsMatch(text)) return null;
        if (char.IsAsciiDigit(text[0]) && !Iso().IsMatch(text) && !Named().IsMatch(text)) return null;
        if (text.EndsWith(" UTC", StringComparison.Ordinal)) text = text[..^4] + "Z";
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)) return instant;
        return Parsed(text, "ddd MMM dd HH:mm:ss zzz yyyy") ?? Parsed(text, "yyyyMMdd'T'HHmmss'Z'");
    }

    private static readonly string[] Slashed = ["MM/dd/yyyy", "MM/dd/yyyy HH:mm:ss", "MM-dd-yyyy", "dd/MM/yyyy", "dd/MM/yyyy HH:mm:ss", "dd.MM.yyyy", "dd.MM.yyyy HH:mm:ss", "dd-MM-yyyy"];

    private static DateTimeOffset? Parsed(string text, string form) =>
        DateTimeOffset.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    // 1e8 s is 1973, 1e11 ms is 1973; 1e11 s is the year 5138.
    private static DateTimeOffset? OfNumber(decimal? number, bool millis = false) => number switch
    {
        null => null,
        _ when millis => DateTimeOffset.UnixEpoch.AddMilliseconds((double)number),
        >= 100_000_000m and < 100_000_000_000m => DateTimeOffset.UnixEpoch.AddTicks((long)(number * TimeSpan.TicksPerSecond)),
        >= 100_000_000_000m and < 100_000_000_000_000m => DateTimeOffset.UnixEpoch.AddTicks((long)(number * TimeSpan.TicksPerMillisecond)),
        _ => null,
    };

    private static JsonNode? Write(DateTimeOffset instant, string format)
    {
        var ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return format switch
        {
            "unix_seconds" => Scalar.Json(ticks / (decimal)TimeSpan.TicksPerSecond),
            "unix_millis" => ticks / TimeSpan.TicksPerMillisecond,
            "unix_seconds_string" => (ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture),
            "unix_millis_string" => (ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture),
            "ms_date" => $"/Date({ticks / TimeSpan.TicksPerMillisecond})/",
            _ => instant.UtcDateTime.ToString(DotNet(format), CultureInfo.InvariantCulture),
        };
    }

    private static string DotNet(string format) => Directive().Replace(Literal().Replace(format, "'$0'"), m => m.Value switch
    {
        "%Y" => "yyyy",
        "%m" => "MM",
        "%d" => "dd",
        "%H" => "HH",
        "%M" => "mm",
        "%S" => "ss",
        "%3f" => "fff",
        "%6f" or "%f" => "ffffff",
        "%a" => "ddd",
        "%b" => "MMM",
        "%B" => "MMMM",
        "%z" => "'+0000'",
        _ => "",
    });

    [GeneratedRegex(@"%\d?[a-zA-Z]")]
    private static partial Regex Directive();

    [GeneratedRegex(@"(?<![%\d])(?:GMT|UTC|T|Z)(?![a-z])|/|[+]\d\d:?\d\d")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^/Date\((-?\d+)(?:[+-]\d{4})?\)/$")]
    private static partial Regex MsDate();

    [GeneratedRegex(@"^\d{4}[-/]\d\d[-/]\d\d([T ]\d\d:\d\d|$)|^\d{8}T\d{6}Z?$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b.*\d{4}")]
    private static partial Regex Named();
}
