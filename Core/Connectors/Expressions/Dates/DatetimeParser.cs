using System.Globalization;
using System.Numerics;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>Reads and writes the datetimes of cursors: strftime directives and the tokens %s (seconds since 1970), %s_as_float, %ms, %epoch_microseconds
/// and %_ms (milliseconds inside a format).</summary>
public static class DatetimeParser
{
    /// <summary>Reads a text in a format; one without a zone counts as UTC.</summary>
    /// <exception cref="FormatException">The text does not match.</exception>
    public static DateTimeOffset Parse(string text, string format)
    {
        try
        {
            return ToOffset(ParseValue(new StrValue(text), format));
        }
        catch (ExpressionException e)
        {
            throw new FormatException($"'{text}' does not match the datetime format '{format}': {e.Detail}");
        }
    }

    /// <summary>Whether the text matches the format, with the result.</summary>
    public static bool TryParse(string text, string format, out DateTimeOffset moment)
    {
        moment = default;
        try
        {
            moment = ToOffset(ParseValue(new StrValue(text), format));
            return true;
        }
        catch (ExpressionException)
        {
            return false;
        }
    }

    public static string Format(DateTimeOffset moment, string format) =>
        FormatValue(new DateTimeValue(moment.DateTime, Zone.Fixed(moment.Offset)), format);

    internal static DateTimeValue ParseValue(Value date, string format)
    {
        switch (format)
        {
            case "%s": return DateTimeValue.FromEpochMicros(Scaled(Integer(date), 1_000_000), Zone.Utc);
            case "%s_as_float": return DateTimeValue.FromEpochMicros((long)Math.Round(Real(date) * 1e6, MidpointRounding.ToEven), Zone.Utc);
            case "%epoch_microseconds": return DateTimeValue.FromEpochMicros(Scaled(Integer(date), 1), Zone.Utc);
            case "%ms": return DateTimeValue.FromEpochMicros(Scaled(Integer(date), 1000), Zone.Utc);
        }
        var parsed = Strptime.Parse(date.ToString(), format.Replace("%_ms", "%f", StringComparison.Ordinal));
        return parsed.Zone is null ? new DateTimeValue(parsed.Local, Zone.Utc) : parsed;
    }

    internal static string FormatValue(DateTimeValue moment, string format)
    {
        switch (format)
        {
            case "%s": return ((long)Math.Truncate(moment.EpochMicros / 1e6)).ToString(CultureInfo.InvariantCulture);
            case "%s_as_float": return FloatText.Repr(moment.EpochMicros / 1e6);
            case "%epoch_microseconds": return ((long)(moment.EpochMicros / 1e6 * 1_000_000)).ToString(CultureInfo.InvariantCulture);
            case "%ms": return ((long)(moment.EpochMicros / 1e6 * 1000)).ToString(CultureInfo.InvariantCulture);
        }
        if (!format.Contains("%_ms", StringComparison.Ordinal)) return Strftime.Format(moment.Local, moment.Zone, format);
        var text = Strftime.Format(moment.Local, moment.Zone, format.Replace("%_ms", "%f", StringComparison.Ordinal));
        return text.Replace(moment.Microsecond.ToString("000000"), (moment.Microsecond / 1000).ToString("000"), StringComparison.Ordinal);
    }

    private static DateTimeOffset ToOffset(DateTimeValue value) =>
        value.Zone is { Offset: var offset } && offset.Ticks % TimeSpan.TicksPerMinute == 0 && offset.Duration() <= TimeSpan.FromHours(14)
            ? new DateTimeOffset(value.Local, offset)
            : DateTimeOffset.UnixEpoch.AddTicks(value.EpochMicros * 10);

    private static BigInteger Integer(Value value) => value switch
    {
        StrValue text when IntText.TryParse(text.Text, 10, out var number) => number,
        StrValue text => throw Faults.Value($"invalid literal for int() with base 10: '{text.Text}'"),
        FloatValue number when double.IsFinite(number.Number) => new BigInteger(number.Number),
        _ when Numbers.TryInt(value, out var number) => number,
        _ => throw Faults.Type($"int() argument must be a string or a real number, not '{value.TypeName}'"),
    };

    private static double Real(Value value) =>
        Numbers.TryFloat(value, out var number) || (value is StrValue text && FloatText.TryParse(text.Text, out number))
            ? double.IsFinite(number) && Math.Abs(number) < 9e12 ? number : throw Faults.Value("year is out of range")
            : throw Faults.Value($"could not convert string to float: '{value}'");

    private static long Scaled(BigInteger number, long scale) =>
        BigInteger.Abs(number) > 1_000_000_000_000_000_000 / scale ? throw Faults.Value("year is out of range") : (long)number * scale;
}
