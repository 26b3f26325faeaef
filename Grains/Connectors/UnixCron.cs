namespace Supertrack.Grains.Connectors;

/// <summary>Turns the five fields of Unix cron (minute, hour, day of month, month, day of week; Sunday is 0 and 7) into Quartz's six.</summary>
internal static class UnixCron
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <exception cref="FormatException">Both days are restricted, which Quartz cannot express, or a day is no day.</exception>
    public static string ToQuartz(string cron)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != 5)
            return cron;
        var (day, weekday) = (fields[2], fields[4]);
        if (day != "*" && weekday != "*")
            throw new FormatException("day of month and day of week cannot both be restricted");
        return weekday == "*"
            ? $"0 {fields[0]} {fields[1]} {day} {fields[3]} ?"
            : $"0 {fields[0]} {fields[1]} ? {fields[3]} {string.Join(',', weekday.Split(',').SelectMany(Named))}";
    }

    private static IEnumerable<string> Named(string item)
    {
        var (range, step) = item.Split('/') switch
        {
            [var only] => (only, 1),
            [var first, var second] when int.TryParse(second, out var number) && number > 0 => (first, number),
            _ => throw new FormatException($"'{item}' is no day of the week"),
        };
        var (from, to) = range == "*" ? (0, 6) : range.Split('-') switch
        {
            [var one] => (Day(one), Day(one)),
            [var one, var other] => (Day(one), Day(other)),
            _ => throw new FormatException($"'{item}' is no day of the week"),
        };
        for (var day = from; day <= (to < from ? to + 7 : to); day += step)
            yield return Days[day % 7];
    }

    private static int Day(string text)
    {
        if (int.TryParse(text, out var number) && number is >= 0 and <= 7)
            return number;
        var named = Array.IndexOf(Days, text.ToUpperInvariant());
        return named >= 0 ? named : throw new FormatException($"'{text}' is no day of the week");
    }
}
