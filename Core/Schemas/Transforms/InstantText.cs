using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Transforms;

/// <summary>Instants in the forms APIs write them.</summary>
public static class InstantText
{
    private static readonly (string Token, string Net)[] s_tokens =
        [("%Y", "yyyy"), ("%m", "MM"), ("%d", "dd"), ("%H", "HH"), ("%M", "mm"), ("%S", "ss"), ("%y", "yy"), ("%a", "ddd"), ("%b", "MMM"), ("%B", "MMMM"), ("%f", "ffffff"), ("%L", "fff"), ("%z", "zzz"), ("%p", "tt"), ("%I", "hh")];

    /// <summary>Formats tried when a text is no ISO date: day and month first are told apart by the rows.</summary>
    public static IReadOnlyList<string> Formats { get; } =
        ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%Y/%m/%d", "%Y%m%d", "%d-%m-%Y", "%d %b %Y", "%b %d, %Y", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d %H:%M:%S UTC", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S+00:00", "%Y-%m-%dT%H:%M:%S+0000", "%Y-%m-%dT%H:%M:%S.%LZ", "%Y-%m-%dT%H:%M:%S.%L+0000", "%Y-%m-%dT%H:%M:%S.%L+00:00", "%Y-%m-%dT%H:%M:%S.%L", "%Y-%m-%d %H:%M:%S.%L", "%Y-%m-%d %H:%M:%S+00:00", "%Y-%m-%d %H:%M:%S +0000", "%Y-%m-%dT%H:%MZ", "%Y-%m-%dT%H:%M", "%a, %d %b %Y %H:%M:%S +0000", "%a, %d %b %Y %H:%M:%S GMT", "%a %b %d %H:%M:%S +0000 %Y", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %I:%M:%S %p", "%d.%m.%Y %H:%M", "%B %d, %Y", "%d %B %Y", "%d-%b-%Y", "%m-%d-%Y", "%Y%m%d%H%M%S", "%Y%m%dT%H%M%SZ", "%Y.%m.%d", "%d %b %Y %H:%M:%S"];

    private static readonly FrozenDictionary<string, string> s_net = Formats.ToFrozenDictionary(format => format, Translated);

    /// <summary>ISO 8601 (UTC where no zone is written), or Unix seconds (also with a fraction) or milliseconds between 1990 and 2100; null for anything else.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number switch
            {
                > 631_152_000 and < 4_102_444_800 => DateTimeOffset.FromUnixTimeSeconds(number),
                > 631_152_000_000 and < 4_102_444_800_000 => DateTimeOffset.FromUnixTimeMilliseconds(number),
                _ => null,
            };
        if (text.Contains('.', StringComparison.Ordinal) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return seconds is > 631_152_000 and < 4_102_444_800 ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null;
        if (text.StartsWith("/Date(", StringComparison.Ordinal) && text.EndsWith(")/", StringComparison.Ordinal)) return Parse(text[6..^2].Split('+')[0]);
        return text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;
    }

    /// <summary>Reads a text by one strftime format; null when it does not fit.</summary>
    public static DateTimeOffset? Parse(string text, string format) =>
        DateTimeOffset.TryParseExact(text, Net(format), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    /// <summary>Writes an instant as unix_seconds, unix_millis, iso_datetime (seconds, Z), unix_seconds_string, ms_date, or by a strftime format in UTC.</summary>
    public static JsonNode Write(DateTimeOffset instant, string form) => form switch
    {
        "unix_seconds" => JsonValue.Create(instant.ToUnixTimeSeconds()),
        "unix_millis" => JsonValue.Create(instant.ToUnixTimeMilliseconds()),
        "unix_seconds_string" => JsonValue.Create(instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        "ms_date" => JsonValue.Create($"/Date({instant.ToUnixTimeMilliseconds()})/"),
        "iso_datetime" => JsonValue.Create(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(instant.UtcDateTime.ToString(Net(form), CultureInfo.InvariantCulture)),
    };

    private static string Net(string format) => s_net.GetValueOrDefault(format) ?? Translated(format);

    private static string Translated(string format)
    {
        var text = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            var token = index + 1 < format.Length ? Array.Find(s_tokens, each => format[index] == '%' && each.Token[1] == format[index + 1]).Net : null;
            // What is no token stands for itself, whatever it means to .NET.
            if (token is null) text.Append('\\').Append(format[index]);
            else
            {
                text.Append(token);
                index++;
            }
        }
        return text.ToString();
    }
}
