using Supertrack.Core.Connectors.Expressions.Dates;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Methods of Python's date and datetime.</summary>
internal static class DateMethods
{
    public static MethodTable Date { get; } = Common(new MethodTable()
        .Add("isoformat", "", (self, _, _) => new StrValue(self.ToString()))
        .Add("replace", "year? month? day?", (self, a, _) => new DateValue(Replace(((DateValue)self).Day, a))));

    public static MethodTable DateTime { get; } = Common(new MethodTable()
        .Add("isoformat", "sep? timespec?", (self, a, _) => new StrValue(Moment(self).IsoFormat(a[0].TextOrNone() ?? "T", a[1].TextOrNone() ?? "auto")))
        .Add("timestamp", "", (self, _, _) => new FloatValue(Moment(self).EpochMicros / 1e6))
        .Add("date", "", (self, _, _) => new DateValue(Moment(self).Local.Date))
        .Add("utcoffset", "", (self, _, _) => Moment(self).Zone is { } zone ? new TimeDeltaValue(zone.Offset) : NoneValue.Instance)
        .Add("tzname", "", (self, _, _) => Moment(self).Zone is { } zone ? new StrValue(zone.Name) : NoneValue.Instance)
        .Add("astimezone", "tz?", (self, a, _) => Moment(self).In(a[0] is ZoneValue zone ? zone.Zone : Zone.Utc))
        .Add("replace", "year? month? day? hour? minute? second? microsecond? tzinfo?", Replace));

    private static MethodTable Common(MethodTable table) => table
        .Add("strftime", "format", (self, a, _) => new StrValue(Strftime.Format(Local(self), (self as DateTimeValue)?.Zone, a[0]!.Text())))
        .Add("weekday", "", (self, _, _) => IntValue.Of(((int)Local(self).DayOfWeek + 6) % 7))
        .Add("isoweekday", "", (self, _, _) => IntValue.Of((((int)Local(self).DayOfWeek + 6) % 7) + 1))
        .Add("isocalendar", "", (self, _, _) => new TupleValue(
            [
                IntValue.Of(System.Globalization.ISOWeek.GetYear(Local(self))), IntValue.Of(System.Globalization.ISOWeek.GetWeekOfYear(Local(self))),
                IntValue.Of((((int)Local(self).DayOfWeek + 6) % 7) + 1),
            ], ["year", "week", "weekday"]))
        .Add("toordinal", "", (self, _, _) => IntValue.Of((long)(Local(self).Date - System.DateTime.MinValue).TotalDays + 1))
        .Add("ctime", "", (self, _, _) => new StrValue(Strftime.Format(Local(self), null, "%a %b %e %H:%M:%S %Y")));

    private static DateTime Local(Value self) => self is DateTimeValue moment ? moment.Local : ((DateValue)self).Day;

    private static DateTimeValue Moment(Value self) => (DateTimeValue)self;

    private static DateTimeValue Replace(Value self, Value?[] a, Nodes.Evaluation evaluation)
    {
        var (local, zone) = (Moment(self).Local, Moment(self).Zone);
        if (a[7] is not null) zone = a[7] is ZoneValue given ? given.Zone : a[7] is NoneValue ? null : throw Faults.Type("tzinfo argument must be None or of a tzinfo subclass");
        var micros = a[6].IndexOr(Moment(self).Microsecond);
        if (micros is < 0 or > 999_999) throw Faults.Value("microsecond must be in 0..999999");
        return new DateTimeValue(Replace(local, a).AddTicks(micros * 10L), zone);
    }

    private static DateTime Replace(DateTime local, Value?[] a)
    {
        try
        {
            var day = new DateTime(a[0].IndexOr(local.Year), a[1].IndexOr(local.Month), a[2].IndexOr(local.Day));
            return a.Length == 3 ? day : new DateTime(day.Year, day.Month, day.Day, a[3].IndexOr(local.Hour), a[4].IndexOr(local.Minute), a[5].IndexOr(local.Second));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Faults.Value("day is out of range for month");
        }
    }
}
