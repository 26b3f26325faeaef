using System.Numerics;
using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>Python's timedelta: a whole number of microseconds.</summary>
internal sealed class TimeDeltaValue(TimeSpan span) : Value, IOrderedValue, IArithmeticValue
{
    private static readonly MethodTable Table = new MethodTable()
        .Add("total_seconds", "", (self, _, _) => new FloatValue(((TimeDeltaValue)self).Micros / 1e6));

    public TimeSpan Span => span;

    public long Micros => span.Ticks / 10;

    public override string TypeName => "timedelta";

    public override bool Truthy => span != TimeSpan.Zero;

    internal override MethodTable Methods => Table;

    private long Days => Floor(Micros, 86_400_000_000);

    private long Rest => Micros - (Days * 86_400_000_000);

    public static string ReprOf(TimeSpan span)
    {
        var value = new TimeDeltaValue(span);
        var parts = new List<string>();
        if (value.Days != 0) parts.Add($"days={value.Days}");
        if (value.Rest / 1_000_000 != 0) parts.Add($"seconds={value.Rest / 1_000_000}");
        if (value.Rest % 1_000_000 != 0) parts.Add($"microseconds={value.Rest % 1_000_000}");
        return $"datetime.timedelta({(parts.Count == 0 ? "0" : string.Join(", ", parts))})";
    }

    /// <summary>A timedelta from microseconds, rounded half to even.</summary>
    public static TimeDeltaValue FromMicros(double micros)
    {
        if (!double.IsFinite(micros) || Math.Abs(micros) > 8.64e19) throw Faults.Overflow("a timedelta of more than 999999999 days");
        if (Math.Abs(micros) > 9e17) throw Faults.Overflow("date value out of range");
        return new TimeDeltaValue(TimeSpan.FromTicks((long)Math.Round(micros, MidpointRounding.ToEven) * 10));
    }

    internal override Value? Attribute(string name) => name switch
    {
        "days" => IntValue.Of(Days),
        "seconds" => IntValue.Of(Rest / 1_000_000),
        "microseconds" => IntValue.Of(Rest % 1_000_000),
        _ => base.Attribute(name),
    };

    public int? CompareWith(Value other) => other is TimeDeltaValue delta ? span.CompareTo(delta.Span) : null;

    public Value? Apply(string op, Value other, bool reflected)
    {
        switch (op)
        {
            case "neg": return new TimeDeltaValue(-span);
            case "pos": return this;
            case "+" when other is TimeDeltaValue delta: return new TimeDeltaValue(span + delta.Span);
            case "-" when other is TimeDeltaValue delta && !reflected: return new TimeDeltaValue(span - delta.Span);
            case "*" when Numbers.TryInt(other, out var factor): return FromBig(factor * Micros);
            case "*" when other is FloatValue factor: return FromMicros(Micros * factor.Number);
        }
        return reflected ? null : Divide(op, other);
    }

    internal override bool EqualTo(Value other, Budget budget) => other is TimeDeltaValue delta && delta.Span == span;

    internal override int Hash() => span.GetHashCode();

    internal override void WriteStr(TextBuffer buffer)
    {
        var text = Days == 0 ? "" : $"{Days} day{(Math.Abs(Days) == 1 ? "" : "s")}, ";
        var seconds = Rest / 1_000_000;
        text += $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}";
        buffer.Append(Rest % 1_000_000 == 0 ? text : text + $".{Rest % 1_000_000:000000}");
    }

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append(ReprOf(span));

    private Value? Divide(string op, Value other)
    {
        if (op is not ("/" or "//" or "%")) return null;
        if (other is TimeDeltaValue delta)
        {
            if (delta.Micros == 0) throw Faults.ZeroDivision(op == "/" ? "division by zero" : "integer division or modulo by zero");
            return op switch
            {
                "/" => new FloatValue((double)Micros / delta.Micros),
                "//" => IntValue.Of(Floor(Micros, delta.Micros)),
                _ => new TimeDeltaValue(TimeSpan.FromTicks((Micros - (Floor(Micros, delta.Micros) * delta.Micros)) * 10)),
            };
        }
        if (op == "%" || !Numbers.TryFloat(other, out var divisor) || (op == "//" && other is FloatValue)) return null;
        if (divisor == 0) throw Faults.ZeroDivision("division by zero");
        return op == "/" ? FromMicros(Micros / divisor) : FromBig(Floor(Micros, (long)divisor));
    }

    private static TimeDeltaValue FromBig(BigInteger micros) =>
        BigInteger.Abs(micros) > 900_000_000_000_000_000 ? throw Faults.Overflow("date value out of range") : new(TimeSpan.FromTicks((long)micros * 10));

    private static long Floor(long left, long right) => (left / right) - (left % right != 0 && (left < 0) != (right < 0) ? 1 : 0);
}
