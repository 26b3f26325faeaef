using System.Globalization;
using System.Text;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>Python's strftime in the C locale, with the directives of glibc (also %-d, %_d, %^a and the like).</summary>
internal static class Strftime
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Format(DateTime local, Zone? zone, string format)
    {
        var text = new StringBuilder(format.Length * 2);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%') { text.Append(format[i]); continue; }
            if (i + 1 >= format.Length) { text.Append('%'); break; }
            var start = i;
            var flag = format[i + 1] is '-' or '_' or '^' or '#' or '0' && i + 2 < format.Length ? format[++i] : ' ';
            if (Directive(local, zone, format[++i]) is not { } part) text.Append(format, start, i - start + 1);
            else text.Append(Flagged(part, flag));
            if (text.Length > 1_000_000) throw Faults.Limit("a date of more than a million characters");
        }
        return text.ToString();
    }

    private static string Flagged(string part, char flag) => flag switch
    {
        '-' => part.TrimStart('0', ' ') is { Length: > 0 } trimmed ? trimmed : part.Length > 0 ? part[^1..] : part,
        '_' => part.Length - part.TrimStart('0').Length is var zeros && zeros > 0 ? part.TrimStart('0').PadLeft(part.Length) : part,
        '^' => part.ToUpperInvariant(),
        '#' => part.Any(char.IsLower) ? part.ToUpperInvariant() : part.ToLowerInvariant(),
        _ => part,
    };

    private static string? Directive(DateTime t, Zone? zone, char directive) => directive switch
    {
        'Y' => t.Year.ToString(Culture),
        'm' => t.Month.ToString("00", Culture),
        'd' => t.Day.ToString("00", Culture),
        'H' => t.Hour.ToString("00", Culture),
        'M' => t.Minute.ToString("00", Culture),
        'S' => t.Second.ToString("00", Culture),
        'f' => (t.Ticks % 10_000_000 / 10).ToString("000000", Culture),
        'z' => zone is null ? "" : Zone.Text(zone.Offset, ""),
        'Z' => zone is null ? "" : zone.Name,
        'j' => t.DayOfYear.ToString("000", Culture),
        'y' => (t.Year % 100).ToString("00", Culture),
        'C' => (t.Year / 100).ToString("00", Culture),
        'B' => t.ToString("MMMM", Culture),
        'b' or 'h' => t.ToString("MMM", Culture),
        'A' => t.ToString("dddd", Culture),
        'a' => t.ToString("ddd", Culture),
        'p' => t.Hour < 12 ? "AM" : "PM",
        'P' => t.Hour < 12 ? "am" : "pm",
        'I' => (((t.Hour + 11) % 12) + 1).ToString("00", Culture),
        'l' => (((t.Hour + 11) % 12) + 1).ToString(Culture).PadLeft(2),
        'k' => t.Hour.ToString(Culture).PadLeft(2),
        'e' => t.Day.ToString(Culture).PadLeft(2),
        'u' => ((((int)t.DayOfWeek + 6) % 7) + 1).ToString(Culture),
        'w' => ((int)t.DayOfWeek).ToString(Culture),
        'G' => ISOWeek.GetYear(t).ToString(Culture),
        'g' => (ISOWeek.GetYear(t) % 100).ToString("00", Culture),
        'V' => ISOWeek.GetWeekOfYear(t).ToString("00", Culture),
        'U' => ((t.DayOfYear + 6 - (int)t.DayOfWeek) / 7).ToString("00", Culture),
        'W' => ((t.DayOfYear + 6 - (((int)t.DayOfWeek + 6) % 7)) / 7).ToString("00", Culture),
        'D' or 'x' => t.ToString("MM'/'dd'/'yy", Culture),
        'T' or 'X' => t.ToString("HH':'mm':'ss", Culture),
        'R' => t.ToString("HH':'mm", Culture),
        'r' => Format(t, zone, "%I:%M:%S %p"),
        'F' => Format(t, zone, "%Y-%m-%d"),
        'c' => Format(t, zone, "%a %b %e %H:%M:%S %Y"),
        's' => ((t - DateTime.UnixEpoch).Ticks / 10_000_000).ToString(Culture),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => null,
    };
}
