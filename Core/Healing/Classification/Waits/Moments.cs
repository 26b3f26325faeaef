using System.Globalization;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>Reads points in time in the forms that answers use: HTTP dates, ISO 8601, "2026-02-13 16:41:40 UTC".</summary>
internal static partial class Moments
{
    private static readonly string[] s_forms =
    [
        "r", "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy",
        "yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd HH:mm 'UTC'", "yyyy-MM-dd HH:mm:ss zzz", "ddd MMM dd HH:mm:ss 'UTC' yyyy", "ddd, d MMM yyyy HH:mm:ss 'GMT'",
    ];

    private static readonly string[] s_withZone = ["yyyy-MMM-dd HH:mm:sszzz", "ddd MMM d yyyy HH:mm:ss 'GMT'zzz", "ddd MMM dd yyyy HH:mm:ss 'GMT'zzz", "ddd, dd MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss zzz"];

    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        text = text.Trim().Trim('"');
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        moment = default;
        if (!HasDate().IsMatch(text)) return false;
        var colonless = ZoneWithoutColon().Replace(ZoneTwice().Replace(text, "$1"), "$1:$2");
        return DateTimeOffset.TryParseExact(text, s_forms, CultureInfo.InvariantCulture, styles, out moment)
            || DateTimeOffset.TryParseExact(colonless, s_withZone, CultureInfo.InvariantCulture, styles, out moment)
            || (Iso().IsMatch(text) && DateTimeOffset.TryParse(colonless, CultureInfo.InvariantCulture, styles, out moment));
    }

    [GeneratedRegex(@"\d{2}:\d{2}|\d{4}-\d{2}-\d{2}", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex HasDate();

    [GeneratedRegex(@"([+-]\d{4}) (UTC|GMT)$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex ZoneTwice();

    [GeneratedRegex(@"([+-]\d{2})(\d{2})$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex ZoneWithoutColon();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Iso();
}
