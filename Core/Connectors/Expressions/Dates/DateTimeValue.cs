using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>Python's datetime: microseconds, with a zone or naive.</summary>
internal sealed class DateTimeValue : Value, IOrderedValue, IArithmeticValue
{
    public DateTimeValue(DateTime local, Zone? zone) => (Local, Zone) = (new DateTime(local.Ticks - (local.Ticks % 10)), zone);

    /// <summary>The wall clock of the zone.</summary>
    public DateTime Local { get; }

    /// <summary>Null for a naive datetime.</summary>
    public Zone? Zone { get; }

    public override string TypeName => "datetime";

    internal override MethodTable Methods => DateMethods.DateTime;

    /// <summary>Microseconds since 1970 in UTC; a naive datetime counts as UTC.</summary>
    public long EpochMicros => ((Local - DateTime.UnixEpoch) - (Zone?.Offset ?? TimeSpan.Zero)).Ticks / 10;

    public int Microsecond => (int)(Local.Ticks % 10_000_000 / 10);

    internal override Value? Attribute(string name) => name switch
    {
        "year" => IntValue.Of(Local.Year),
        "month" => IntValue.Of(Local.Month),
        "day" => IntValue.Of(Local.Day),
        "hour" => IntValue.Of(Local.Hour),
        "minute" => IntValue.Of(Local.Minute),
        "second" => IntValue.Of(Local.Second),
        "microsecond" => IntValue.Of(Microsecond),
        "fold" => IntValue.Of(0),
        "tzinfo" => Zone is null ? NoneValue.Instance : new ZoneValue(Zone),
        _ => base.Attribute(name),
    };

    public static DateTimeValue FromEpochMicros(long micros, Zone zone)
    {
        try
        {
            return new(DateTime.UnixEpoch.AddTicks(checked(micros * 10)) + zone.Offset, zone);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw Faults.Value("year is out of range");
        }
    }

    public int? CompareWith(Value other)
    {
        if (other is not DateTimeValue moment) return null;
        if ((Zone is null) != (moment.Zone is null)) throw Faults.Type("can't compare offset-naive and offset-aware datetimes");
        return EpochMicros.CompareTo(moment.EpochMicros);
    }

    public Value? Apply(string op, Value other, bool reflected)
    {
        switch (op, other)
        {
            case ("+", TimeDeltaValue delta): return Shift(delta.Span);
            case ("-", TimeDeltaValue delta) when !reflected: return Shift(-delta.Span);
            case ("-", DateTimeValue moment) when !reflected:
                if ((Zone is null) != (moment.Zone is null)) throw Faults.Type("can't subtract offset-naive and offset-aware datetimes");
                return new TimeDeltaValue(TimeSpan.FromTicks((EpochMicros - moment.EpochMicros) * 10));
            default: return null;
        }
    }

    public DateTimeValue In(Zone zone) => FromEpochMicros(EpochMicros, zone);

    internal override bool EqualTo(Value other, Budget budget) =>
        other is DateTimeValue moment && (Zone is null) == (moment.Zone is null) && EpochMicros == moment.EpochMicros;

    internal override int Hash() => EpochMicros.GetHashCode();

    internal override void WriteStr(TextBuffer buffer) => buffer.Append(IsoFormat(" ", "auto"));

    internal override void WriteRepr(TextBuffer buffer)
    {
        var parts = new List<int> { Local.Year, Local.Month, Local.Day, Local.Hour, Local.Minute };
        if (Local.Second != 0 || Microsecond != 0) parts.Add(Local.Second);
        if (Microsecond != 0) parts.Add(Microsecond);
        buffer.Append($"datetime.datetime({string.Join(", ", parts)}{(Zone is null ? "" : ", tzinfo=" + Zone.Repr)})");
    }

    public string IsoFormat(string separator, string precision)
    {
        var time = precision switch
        {
            "hours" => Local.ToString("HH"),
            "minutes" => Local.ToString("HH':'mm"),
            "seconds" => Local.ToString("HH':'mm':'ss"),
            "milliseconds" => Local.ToString("HH':'mm':'ss'.'fff"),
            "microseconds" => Local.ToString("HH':'mm':'ss'.'ffffff"),
            "auto" => Local.ToString(Microsecond == 0 ? "HH':'mm':'ss" : "HH':'mm':'ss'.'ffffff"),
            _ => throw Faults.Value("Unknown timespec value"),
        };
        return Local.ToString("yyyy-MM-dd") + separator + time + (Zone is null ? "" : Zone.Text(Zone.Offset, ":"));
    }

    private DateTimeValue Shift(TimeSpan span)
    {
        try
        {
            return new DateTimeValue(Local + span, Zone);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Faults.Overflow("date value out of range");
        }
    }
}
