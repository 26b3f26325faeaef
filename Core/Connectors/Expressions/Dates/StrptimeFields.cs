using System.Globalization;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>Puts the parts that a strptime pattern found together: day of year and week dates where month and day are missing, 1900-01-01 as the default.</summary>
internal sealed class StrptimeFields(Match match)
{
    public DateTimeValue ToValue()
    {
        var hour = Number("H") ?? Hour12() ?? 0;
        var second = Number("S") ?? 0;
        if (second > 59) throw Faults.Value("second must be in 0..59");
        var fraction = Text("f") is { } digits ? int.Parse(digits.PadRight(6, '0'), CultureInfo.InvariantCulture) : 0;
        var local = Day().AddHours(hour).AddMinutes(Number("M") ?? 0).AddSeconds(second).AddTicks(fraction * 10L);
        return new DateTimeValue(local, ReadZone());
    }

    private string? Text(string name) => match.Groups[name] is { Success: true } group ? group.Value : null;

    private int? Number(string name) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private int? Hour12()
    {
        if (Number("I") is not { } hour) return null;
        var afternoon = string.Equals(Text("p"), "pm", StringComparison.OrdinalIgnoreCase);
        return (hour % 12) + (afternoon ? 12 : 0);
    }

    private DateTime Day()
    {
        var year = Number("Y") ?? (Number("y") is { } shortYear ? shortYear + (shortYear <= 68 ? 2000 : 1900) : null);
        var month = Number("m") ?? ((Text("B") ?? Text("b")) is { } name ? Strptime.MonthOf(name) : null);
        var day = Number("d");
        var weekday = Weekday();
        if (Number("G") is { } isoYear)
        {
            if (Number("V") is not { } week || weekday is null) throw Faults.Value("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive");
            return ISOWeek.ToDateTime(isoYear, week, (DayOfWeek)((weekday.Value + 1) % 7));
        }
        if (Number("V") is not null) throw Faults.Value("ISO week directive '%V' is incompatible with the year directive '%Y'");
        if (month is null && day is null && Number("j") is { } ordinal) return new DateTime(year ?? 1900, 1, 1).AddDays(ordinal - 1);
        if (month is null && day is null && year is { } y && weekday is { } wd && WeekStart(y) is { } start) return start.AddDays(Text("U") is null ? wd : (wd + 1) % 7);
        return new DateTime(year ?? 1900, month ?? 1, day ?? 1);
    }

    private int? Weekday() =>
        Number("u") is { } iso ? iso - 1 : Number("w") is { } sunday ? (sunday + 6) % 7 : (Text("A") ?? Text("a")) is { } name ? Strptime.DayOf(name) : null;

    private DateTime? WeekStart(int year)
    {
        var first = new DateTime(year, 1, 1);
        if (Number("U") is { } fromSunday) return first.AddDays(-(int)first.DayOfWeek + (first.DayOfWeek == DayOfWeek.Sunday ? 7 * (fromSunday - 1) : 7 * fromSunday));
        var monday = ((int)first.DayOfWeek + 6) % 7;
        return Number("W") is { } fromMonday ? first.AddDays(-monday + (monday == 0 ? 7 * (fromMonday - 1) : 7 * fromMonday)) : null;
    }

    private Zone? ReadZone()
    {
        if (Text("z") is not { } text) return null;
        if (text == "Z") return Zone.Utc;
        var parts = text[1..].Replace(":", "", StringComparison.Ordinal);
        var offset = new TimeSpan(int.Parse(parts[..2], CultureInfo.InvariantCulture), int.Parse(parts[2..4], CultureInfo.InvariantCulture),
            parts.Length >= 6 ? int.Parse(parts[4..6], CultureInfo.InvariantCulture) : 0);
        if (offset >= TimeSpan.FromDays(1)) throw Faults.Value("offset must be strictly between -24 and 24 hours");
        return Zone.Fixed(text[0] == '-' ? -offset : offset);
    }
}
