using System.Globalization;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>An ISO 8601 duration: calendar part and exact part. Source: ISO 8601-1 5.5.2, with fractions everywhere as isodate allows.</summary>
public readonly partial record struct IsoDuration(decimal Years, decimal Months, TimeSpan Rest)
{
    public bool HasCalendarPart => Years != 0 || Months != 0;

    /// <summary>Reads PnYnMnWnDTnHnMnS; a sign before the P turns all parts.</summary>
    /// <exception cref="FormatException">The text is no duration.</exception>
    public static IsoDuration Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success || match.Length != text.Length) throw new FormatException($"'{text}' is not an ISO 8601 duration like P1DT2H");
        var sign = match.Groups["sign"].Value == "-" ? -1 : 1;
        decimal Part(string name) => match.Groups[name] is { Success: true } group
            ? decimal.Parse(group.Value[..^1].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * sign : 0;
        try
        {
            var seconds = (((Part("weeks") * 7) + Part("days")) * 86400) + (Part("hours") * 3600) + (Part("minutes") * 60) + Part("seconds");
            return new(Part("years"), Part("months"), TimeSpan.FromTicks((long)Math.Round(seconds * 1_000_000) * 10));
        }
        catch (OverflowException)
        {
            throw new FormatException($"the duration '{text}' is too long");
        }
    }

    /// <summary>Adds the duration (or, with a negative sign, takes it away), by the calendar for years and months.</summary>
    public DateTimeOffset AddTo(DateTimeOffset moment, int sign = 1) => moment.AddMonths(sign * (int)((Years * 12) + Months)) + (Rest * sign);

    internal Value ToValue() => HasCalendarPart ? new DurationValue(Years, Months, Rest) : new TimeDeltaValue(Rest);

    [GeneratedRegex(@"^(?<sign>[+-])?P(?!\b)(?<years>[0-9]+([,.][0-9]+)?Y)?(?<months>[0-9]+([,.][0-9]+)?M)?(?<weeks>[0-9]+([,.][0-9]+)?W)?(?<days>[0-9]+([,.][0-9]+)?D)?((?<t>T)(?<hours>[0-9]+([,.][0-9]+)?H)?(?<minutes>[0-9]+([,.][0-9]+)?M)?(?<seconds>[0-9]+([,.][0-9]+)?S)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
