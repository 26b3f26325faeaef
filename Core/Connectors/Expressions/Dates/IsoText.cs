using System.Text.RegularExpressions;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>ISO 8601 dates as the dateutil library's isoparse reads them: calendar, week and ordinal dates, any separator, fractions up to
/// six digits (further ones cut), offsets with and without colon.</summary>
internal static partial class IsoText
{
    /// <exception cref="ExpressionException">ValueError: the text is no ISO 8601 date.</exception>
    public static DateTimeValue Parse(string text)
    {
        if (text.Length < 4) throw Faults.Value("ISO string too short");
        var match = DatePattern().Match(text);
        if (!match.Success) throw Faults.Value($"Isoparser cannot parse '{text}'");
        var day = ReadDay(match);
        var rest = text[match.Length..];
        if (rest.Length == 0) return new DateTimeValue(day, null);
        if (rest.Length < 2 || char.IsDigit(rest[0])) throw Faults.Value("String contains unknown ISO components");
        return ReadTime(day, rest[1..]);
    }

    private static DateTime ReadDay(Match match)
    {
        int Number(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value) : 1;
        try
        {
            if (match.Groups["week"].Success) return Week(Number("year"), Number("week"), Number("weekday"));
            if (match.Groups["ordinal"].Success) return Ordinal(Number("year"), Number("ordinal"));
            return new DateTime(Number("year"), Number("month"), Number("day"));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Faults.Value("a part of the date is out of range");
        }
    }

    private static DateTime Week(int year, int week, int weekday)
    {
        if (week is < 1 or > 53 || weekday is < 1 or > 7) throw Faults.Value("Invalid week or weekday");
        var fourth = new DateTime(year, 1, 4);
        return fourth.AddDays(((week - 1) * 7) + weekday - 1 - (((int)fourth.DayOfWeek + 6) % 7));
    }

    private static DateTime Ordinal(int year, int day) =>
        day < 1 || day > (DateTime.IsLeapYear(year) ? 366 : 365) ? throw Faults.Value("Invalid ordinal day") : new DateTime(year, 1, 1).AddDays(day - 1);

    private static DateTimeValue ReadTime(DateTime day, string text)
    {
        var match = TimePattern().Match(text);
        if (!match.Success) throw Faults.Value("String contains unknown ISO components");
        int Number(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value) : 0;
        var (hour, minute, second) = (Number("hour"), Number("minute"), Number("second"));
        var micros = match.Groups["fraction"].Success ? int.Parse(match.Groups["fraction"].Value.PadRight(6, '0')[..6]) : 0;
        if (hour == 24 && (minute | second | micros) != 0) throw Faults.Value("Hour may only be 24 at 24:00:00.000");
        if (hour > 24 || minute > 59 || second > 59) throw Faults.Value("a part of the time is out of range");
        var local = day.AddHours(hour == 24 ? 0 : hour).AddMinutes(minute).AddSeconds(second).AddTicks(micros * 10L);
        if (hour == 24)
        {
            if (day.Date == DateTime.MaxValue.Date) throw Faults.Overflow("date value out of range");
            local = local.AddDays(1);
        }
        return new DateTimeValue(local, ReadZone(match));
    }

    private static Zone? ReadZone(Match match)
    {
        if (!match.Groups["zone"].Success) return null;
        if (match.Groups["zone"].Value is "Z" or "z") return new Zone(TimeSpan.Zero, "UTC", "tzutc()");
        var hours = int.Parse(match.Groups["zh"].Value);
        var minutes = match.Groups["zm"].Success ? int.Parse(match.Groups["zm"].Value) : 0;
        if (hours > 23 || minutes > 59) throw Faults.Value("Invalid offset of the time zone");
        var offset = new TimeSpan(hours, minutes, 0);
        if (match.Groups["zone"].Value[0] == '-') offset = -offset;
        return offset == TimeSpan.Zero ? new Zone(offset, "UTC", "tzutc()") : new Zone(offset, "", $"tzoffset(None, {(int)offset.TotalSeconds})");
    }

    [GeneratedRegex(@"^(?<year>[0-9]{4})(-?W(?<week>[0-9]{2})(-?(?<weekday>[0-9]))?|-(?<month>[0-9]{2})(-(?<day>[0-9]{2}))?(?![0-9])|(?<month>[0-9]{2})(?<day>[0-9]{2})(?![0-9])|-?(?<ordinal>[0-9]{3})(?![0-9])|(?![0-9-]))", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"^(?<hour>[0-9]{2})((:(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?)?)|((?<minute>[0-9]{2})((?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?)?))?\s*(?<zone>[Zz]|[+-](?<zh>[0-9]{2})(:?(?<zm>[0-9]{2}))?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();
}
