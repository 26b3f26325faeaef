using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Supertrack.Core.Connectors.Cursors;

/// <summary>
/// Datetimes in Python's strptime and strftime formats, with the additions %s (Unix seconds), %s_as_float, %ms, %epoch_microseconds and
/// %_ms (three digits). Times without a zone are UTC. Precision is the microsecond.
/// </summary>
internal sealed class TimeFormat
{
    private static readonly ConcurrentDictionary<string, TimeFormat> Known = new(StringComparer.Ordinal);
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] Days = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    private readonly string _format;
    private readonly string _tokens;

    private TimeFormat(string format)
    {
        _format = format;
        _tokens = format.Replace("%_ms", "%\u0001").Replace("%c", "%a %b %d %H:%M:%S %Y").Replace("%x", "%m/%d/%y").Replace("%X", "%H:%M:%S")
            .Replace("%T", "%H:%M:%S").Replace("%F", "%Y-%m-%d").Replace("%D", "%m/%d/%y").Replace("%R", "%H:%M");
    }

    public static TimeFormat Of(string format) => Known.GetOrAdd(format, static text => new TimeFormat(text));

    public string Text => _format;

    /// <exception cref="FormatException">The text is not in this format.</exception>
    public DateTimeOffset Parse(string text) =>
        TryParse(text, out var time) ? time : throw new FormatException($"'{text}' does not match the format '{_format}'.");

    public bool TryParse(string text, out DateTimeOffset time) => _format switch
    {
        "%s" => TryEpoch(text, TimeSpan.TicksPerSecond, out time),
        "%ms" => TryEpoch(text, TimeSpan.TicksPerMillisecond, out time),
        "%epoch_microseconds" => TryEpoch(text, 10, out time),
        "%s_as_float" => TryEpochFloat(text, out time),
        _ => new TimeReader(_tokens, text).TryRead(out time),
    };

    private static bool TryEpoch(string text, long unit, out DateTimeOffset time)
    {
        time = default;
        if (!long.TryParse(text.Trim().Replace("_", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
        return TryTicks((Int128)number * unit, out time);
    }

    private static bool TryEpochFloat(string text, out DateTimeOffset time)
    {
        time = default;
        if (!decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > 1e12m) return false;
        return TryTicks((Int128)Math.Round(number * 1_000_000) * 10, out time);
    }

    private static bool TryTicks(Int128 sinceEpoch, out DateTimeOffset time)
    {
        var ticks = DateTimeOffset.UnixEpoch.Ticks + sinceEpoch;
        var inCalendar = ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks;
        time = inCalendar ? new DateTimeOffset((long)ticks, TimeSpan.Zero) : default;
        return inCalendar;
    }

    public string Format(DateTimeOffset time)
    {
        var microseconds = (time - DateTimeOffset.UnixEpoch).Ticks / 10;
        switch (_format)
        {
            case "%s": return Truncate(microseconds, 1_000_000).ToString(CultureInfo.InvariantCulture);
            case "%s_as_float": return FloatText(microseconds / 1_000_000m);
            case "%ms": return Truncate(microseconds, 1000).ToString(CultureInfo.InvariantCulture);
            case "%epoch_microseconds": return microseconds.ToString(CultureInfo.InvariantCulture);
        }
        var text = new StringBuilder(_tokens.Length + 16);
        for (var i = 0; i < _tokens.Length; i++)
        {
            if (_tokens[i] != '%' || i + 1 == _tokens.Length) text.Append(_tokens[i]);
            else Append(text, _tokens[++i], time);
        }
        return text.ToString();
    }

    private static long Truncate(long value, long unit) => value / unit;

    private static string FloatText(decimal seconds)
    {
        var text = ((double)seconds).ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }

    private static void Append(StringBuilder text, char token, DateTimeOffset time)
    {
        var microsecond = (int)(time.Ticks % TimeSpan.TicksPerSecond / 10);
        var hour12 = time.Hour % 12 == 0 ? 12 : time.Hour % 12;
        text.Append(token switch
        {
            'Y' => time.Year.ToString(CultureInfo.InvariantCulture),
            'y' => Two(time.Year % 100),
            'm' => Two(time.Month),
            'd' => Two(time.Day),
            'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
            'H' => Two(time.Hour),
            'I' => Two(hour12),
            'M' => Two(time.Minute),
            'S' => Two(time.Second),
            'f' => microsecond.ToString("D6", CultureInfo.InvariantCulture),
            '\u0001' => (microsecond / 1000).ToString("D3", CultureInfo.InvariantCulture),
            'j' => time.DayOfYear.ToString("D3", CultureInfo.InvariantCulture),
            'p' => time.Hour < 12 ? "AM" : "PM",
            'b' or 'h' => Months[time.Month - 1][..3],
            'B' => Months[time.Month - 1],
            'a' => Days[(int)time.DayOfWeek][..3],
            'A' => Days[(int)time.DayOfWeek],
            'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            'u' => (time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            'G' => ISOWeek.GetYear(time.DateTime).ToString(CultureInfo.InvariantCulture),
            'V' => Two(ISOWeek.GetWeekOfYear(time.DateTime)),
            'U' => Two((time.DayOfYear + 6 - (int)time.DayOfWeek) / 7),
            'W' => Two((time.DayOfYear + 6 - (((int)time.DayOfWeek + 6) % 7)) / 7),
            'z' => Offset(time.Offset),
            'Z' => time.Offset == TimeSpan.Zero ? "UTC" : $"UTC{Offset(time.Offset)[..3]}:{Offset(time.Offset)[3..]}",
            's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            'n' => "\n",
            't' => "\t",
            '%' => "%",
            _ => $"%{token}",
        });
    }

    private static string Two(int number) => number.ToString("D2", CultureInfo.InvariantCulture);

    private static string Offset(TimeSpan offset) =>
        $"{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours):D2}{Math.Abs(offset.Minutes):D2}";
}
