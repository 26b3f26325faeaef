using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>Python's date.</summary>
internal sealed class DateValue(DateTime day) : Value, IOrderedValue, IArithmeticValue
{
    public DateTime Day => day;

    public override string TypeName => "date";

    internal override MethodTable Methods => DateMethods.Date;

    internal override Value? Attribute(string name) => name switch
    {
        "year" => IntValue.Of(day.Year),
        "month" => IntValue.Of(day.Month),
        "day" => IntValue.Of(day.Day),
        _ => base.Attribute(name),
    };

    public int? CompareWith(Value other) => other is DateValue date ? day.CompareTo(date.Day) : null;

    public Value? Apply(string op, Value other, bool reflected) => (op, other) switch
    {
        ("+", TimeDeltaValue delta) => Shift(Math.Floor(delta.Span.TotalDays)),
        ("-", TimeDeltaValue delta) when !reflected => Shift(-Math.Floor(delta.Span.TotalDays)),
        ("-", DateValue date) when !reflected => new TimeDeltaValue(day - date.Day),
        _ => null,
    };

    internal override bool EqualTo(Value other, Budget budget) => other is DateValue date && date.Day == day;

    internal override int Hash() => day.GetHashCode();

    internal override void WriteStr(TextBuffer buffer) => buffer.Append(day.ToString("yyyy-MM-dd"));

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append($"datetime.date({day.Year}, {day.Month}, {day.Day})");

    private DateValue Shift(double days) =>
        (DateTime.MaxValue - day).TotalDays < days || (DateTime.MinValue - day).TotalDays > days
            ? throw Faults.Overflow("date value out of range")
            : new DateValue(day.AddDays(days));
}
