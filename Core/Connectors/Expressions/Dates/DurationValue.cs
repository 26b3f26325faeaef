using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>A duration with years and months (ISO 8601, as the isodate library has it): added by the calendar, the day cut to the month's last.</summary>
internal sealed class DurationValue(decimal years, decimal months, TimeSpan rest) : Value, IArithmeticValue
{
    public decimal Years => years;

    public decimal Months => months;

    public TimeSpan Rest => rest;

    public override string TypeName => "Duration";

    internal override Value? Attribute(string name) => name switch
    {
        "years" => new FloatValue((double)years),
        "months" => new FloatValue((double)months),
        "tdelta" => new TimeDeltaValue(rest),
        _ => new TimeDeltaValue(rest).Attribute(name),
    };

    public Value? Apply(string op, Value other, bool reflected) => (op, other) switch
    {
        ("neg", _) => new DurationValue(-years, -months, -rest),
        ("+", DurationValue d) => Simplify(years + d.Years, months + d.Months, rest + d.Rest),
        ("-", DurationValue d) when !reflected => Simplify(years - d.Years, months - d.Months, rest - d.Rest),
        ("+", TimeDeltaValue d) => new DurationValue(years, months, rest + d.Span),
        ("-", TimeDeltaValue d) => reflected ? new DurationValue(-years, -months, d.Span - rest) : new DurationValue(years, months, rest - d.Span),
        ("+", DateTimeValue or DateValue) => Shift(other, 1),
        ("-", DateTimeValue or DateValue) when reflected => Shift(other, -1),
        ("*", IntValue { Big: null } n) => new DurationValue(years * n.Small, months * n.Small, rest * n.Small),
        _ => null,
    };

    internal override bool EqualTo(Value other, Budget budget) => other switch
    {
        DurationValue d => (years * 12) + months == (d.Years * 12) + d.Months && rest == d.Rest,
        TimeDeltaValue d => years == 0 && months == 0 && rest == d.Span,
        _ => false,
    };

    internal override int Hash() => HashCode.Combine(years, months, rest);

    internal override void WriteStr(TextBuffer buffer)
    {
        var parts = new List<string>();
        if (years != 0) parts.Add($"{years} year{(years == 1 ? "" : "s")}");
        if (months != 0) parts.Add($"{months} month{(months == 1 ? "" : "s")}");
        parts.Add(new TimeDeltaValue(rest).ToString());
        buffer.Append(string.Join(", ", parts));
    }

    internal override void WriteRepr(TextBuffer buffer)
    {
        var delta = new TimeDeltaValue(rest);
        buffer.Append($"isodate.duration.Duration({delta.Attribute("days")}, {delta.Attribute("seconds")}, {delta.Attribute("microseconds")}, years={years}, months={months})");
    }

    private static Value Simplify(decimal years, decimal months, TimeSpan rest) =>
        years == 0 && months == 0 ? new TimeDeltaValue(rest) : new DurationValue(years, months, rest);

    private Value Shift(Value date, int sign)
    {
        if (years != Math.Floor(years) || months != Math.Floor(months))
            throw Faults.Value("fractional years or months not supported for date calculations");
        var local = date is DateTimeValue moment ? moment.Local : ((DateValue)date).Day;
        var total = (local.Year * 12L) + local.Month - 1 + (sign * (long)((years * 12) + months));
        var (year, month) = ((int)Math.Clamp(total / 12, 0, 10_000), (int)(total % 12) + 1);
        if (year is < 1 or > 9999) throw Faults.Value($"year {year} is out of range");
        var day = Math.Min(local.Day, DateTime.DaysInMonth(year, month));
        var shifted = new DateTime(year, month, day) + local.TimeOfDay;
        Value start = date is DateTimeValue zoned ? new DateTimeValue(shifted, zoned.Zone) : new DateValue(shifted);
        return ((IArithmeticValue)start).Apply("+", new TimeDeltaValue(rest * sign), false)!;
    }
}
