using Supertrack.Core.Connectors.Expressions.Dates;
using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>The date functions of the connector language.</summary>
internal static class DateFunctions
{
    private const string Rfc3339 = "%Y-%m-%dT%H:%M:%S.%f%z";

    public static void AddTo(Action<string, string, Func<Value?[], Evaluation, Value>> add)
    {
        add("now_utc", "", (_, e) => Now(e));
        add("today_utc", "", (_, e) => new DateValue(e.Now.UtcDateTime.Date));
        add("today_with_timezone", "timezone", (a, e) => new DateValue(TimeZoneInfo.ConvertTime(e.Now, FindZone(a[0]!)).Date));
        add("timestamp", "dt", (a, _) => Timestamp(a[0]!));
        add("str_to_datetime", "s", (a, _) => Read(a[0]!));
        add("day_delta", "num_days format?", (a, e) => new StrValue(DayDelta(a[0]!, a[1], e)));
        add("duration", "datestring", (a, _) => Duration(a[0]!));
        add("format_datetime", "dt format input_format?", (a, _) => new StrValue(Format(a[0]!, a[1]!, a[2])));
    }

    private static DateTimeValue Now(Evaluation evaluation) => new(evaluation.Now.UtcDateTime, Zone.Utc);

    private static DateTimeValue Read(Value text)
    {
        if (text is UndefinedValue undefined) throw Faults.Undefined(undefined);
        if (text is not (StrValue or BytesValue)) throw Faults.Type($"Parser must be a string or character stream, not {text.TypeName}");
        var parsed = IsoText.Parse(text is BytesValue bytes ? bytes.Bytes : text.Text());
        return DateTimeValue.FromEpochMicros(parsed.EpochMicros, Zone.PytzUtc);
    }

    private static Value Timestamp(Value value) => value switch
    {
        FloatValue number => IntValue.Of(double.IsFinite(number.Number) ? new System.Numerics.BigInteger(number.Number) : throw Faults.Overflow("cannot convert float infinity or NaN to integer")),
        _ when Numbers.TryInt(value, out var number) => IntValue.Of(number),
        _ => new FloatValue(Read(value).EpochMicros / 1e6),
    };

    private static string DayDelta(Value days, Value? format, Evaluation evaluation)
    {
        if (!Numbers.TryFloat(days, out var number)) throw Faults.Type($"unsupported type for timedelta days component: {days.TypeName}");
        if (Math.Abs(number) > 4_000_000) throw Faults.Overflow("date value out of range");
        var moment = (DateTimeValue)Now(evaluation).Apply("+", TimeDeltaValue.FromMicros(number * 86_400e6), false)!;
        return Strftime.Format(moment.Local, moment.Zone, format?.Text() ?? Rfc3339);
    }

    private static Value Duration(Value text)
    {
        try
        {
            return IsoDuration.Parse(text.Text()).ToValue();
        }
        catch (FormatException e)
        {
            throw new ExpressionException("ISO8601Error", e.Message);
        }
    }

    private static string Format(Value date, Value format, Value? inputFormat)
    {
        if (date is UndefinedValue undefined) throw Faults.Undefined(undefined);
        if (date is DateTimeValue direct) return Strftime.Format(direct.Local, direct.Zone, format.Text());
        var given = inputFormat is { Truthy: true } ? inputFormat.Text() : null;
        DateTimeValue moment;
        if (date is IntValue or BoolValue) moment = DatetimeParser.ParseValue(date, given ?? "%s");
        else moment = given is null ? Read(date) : Strptime.Parse(date.Text(), given);
        return DatetimeParser.FormatValue(moment.Zone is null ? new DateTimeValue(moment.Local, Zone.PytzUtc) : moment, format.Text());
    }

    private static TimeZoneInfo FindZone(Value name)
    {
        if (name is UndefinedValue undefined) throw Faults.Undefined(undefined);
        if (name is NoneValue) throw new ExpressionException("UnknownTimeZoneError", "None");
        if (name is not StrValue text) throw Faults.Attribute($"'{name.TypeName}' object has no attribute 'upper'");
        if (text.Text.Equals("utc", StringComparison.OrdinalIgnoreCase)) return TimeZoneInfo.Utc;
        if (text.Text.Length == 0 || !TimeZoneInfo.TryFindSystemTimeZoneById(text.Text, out var zone))
            throw new ExpressionException("UnknownTimeZoneError", $"'{text.Text}'");
        return zone;
    }
}
