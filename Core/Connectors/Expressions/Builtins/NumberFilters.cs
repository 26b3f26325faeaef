using System.Numerics;
using Supertrack.Core.Connectors.Expressions.Dates;
using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>Filters on numbers.</summary>
internal static class NumberFilters
{
    public static void AddTo(Filters filters) => filters
        .Add("int", "default? base?", (v, a, _) => ToInt(v, a[1].IndexOr(10)) ?? a[0] ?? IntValue.Of(0))
        .Add("float", "default?", (v, a, _) => v is UndefinedValue u ? throw Faults.Undefined(u) : ToFloat(v) is { } number ? new FloatValue(number) : a[0] ?? new FloatValue(0))
        .Add("abs", "", (v, _, _) => Abs(v))
        .Add("round", "precision? method?", Round);

    /// <summary>What float() gives, or null where it fails.</summary>
    public static double? ToFloat(Value value) =>
        Numbers.TryFloat(value, out var number) || (value is StrValue text && FloatText.TryParse(text.Text, out number)) ? number : null;

    private static IntValue? ToInt(Value value, int numberBase)
    {
        if (value is UndefinedValue undefined) throw Faults.Undefined(undefined);
        if (value is StrValue text && IntText.TryParse(text.Text, numberBase, out var whole)) return IntValue.Of(whole);
        if (Numbers.TryInt(value, out whole)) return IntValue.Of(whole);
        if (value is FloatValue { Number: var real } && double.IsInfinity(real)) throw Faults.Overflow("cannot convert float infinity to integer");
        return ToFloat(value) is { } number && double.IsFinite(number) ? IntValue.Of(new BigInteger(number)) : null;
    }

    private static Value Abs(Value value) => value switch
    {
        FloatValue number => new FloatValue(Math.Abs(number.Number)),
        TimeDeltaValue delta => new TimeDeltaValue(delta.Span.Duration()),
        _ when Numbers.TryInt(value, out var number) => IntValue.Of(BigInteger.Abs(number)),
        UndefinedValue => throw Faults.Type("bad operand type for abs(): 'Undefined'"),
        _ => throw Faults.Type($"bad operand type for abs(): '{value.TypeName}'"),
    };

    private static Value Round(Value value, Value?[] a, Evaluation evaluation)
    {
        var precision = a[0].IndexOr(0);
        var method = a[1].TextOrNone() ?? "common";
        if (method is not ("common" or "ceil" or "floor")) throw Faults.FilterArgument("method must be common, ceil or floor");
        if (value is UndefinedValue) throw Faults.Type("type Undefined doesn't define __round__ method");
        if (method == "common") return Common(value, precision);
        if (!Numbers.TryFloat(value, out var number)) throw Faults.Operands("*", value, IntValue.Of(1));
        var factor = Math.Pow(10, precision);
        var scaled = number * factor;
        return new FloatValue((method == "ceil" ? Math.Ceiling(scaled) : Math.Floor(scaled)) / factor);
    }

    /// <summary>round(value, precision): exact, half to even; an int stays an int.</summary>
    private static Value Common(Value value, int precision)
    {
        if (value is FloatValue { Number: var number })
        {
            if (!double.IsFinite(number) || precision > 300) return value;
            if (precision >= 0) return new FloatValue(double.Parse(NumberText(number, precision)));
            var unit = BigInteger.Pow(10, Math.Min(-precision, 400));
            return new FloatValue((double)Nearest(new BigInteger(number), unit));
        }
        if (!Numbers.TryInt(value, out var whole)) throw Faults.Type($"type {value.TypeName} doesn't define __round__ method");
        return precision >= 0 ? IntValue.Of(whole) : IntValue.Of(Nearest(whole, BigInteger.Pow(10, Math.Min(-precision, 5000))));
    }

    private static string NumberText(double number, int precision) => Formatting.NumberFormat.Float(number, 'f', precision, false);

    private static BigInteger Nearest(BigInteger number, BigInteger unit)
    {
        var quotient = BigInteger.DivRem(BigInteger.Abs(number), unit, out var rest);
        var twice = (rest * 2).CompareTo(unit);
        if (twice > 0 || (twice == 0 && !quotient.IsEven)) quotient += 1;
        return quotient * unit * number.Sign;
    }
}
