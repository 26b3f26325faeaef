using System.Numerics;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>bool, int and float as one family: comparison across the types is exact, equal numbers have equal hashes.</summary>
internal static class Numbers
{
    public static bool IsNumber(Value value) => value is IntValue or BoolValue or FloatValue;

    /// <summary>The value of an int or bool.</summary>
    public static bool TryInt(Value value, out BigInteger number)
    {
        number = value switch { IntValue i => i.Number, BoolValue { Flag: true } => BigInteger.One, _ => BigInteger.Zero };
        return value is IntValue or BoolValue;
    }

    /// <summary>An int or bool used as an index; numbers beyond 64 bits are out of every range.</summary>
    public static bool TryIndex(Value value, out long index)
    {
        index = value switch
        {
            IntValue { Big: null } i => i.Small,
            IntValue big => big.Number.Sign > 0 ? int.MaxValue : int.MinValue,
            BoolValue { Flag: true } => 1,
            _ => 0,
        };
        index = Math.Clamp(index, int.MinValue, int.MaxValue);
        return value is IntValue or BoolValue;
    }

    /// <summary>The value as a float, where it is a number.</summary>
    public static bool TryFloat(Value value, out double number)
    {
        switch (value)
        {
            case FloatValue f: number = f.Number; return true;
            case IntValue { Big: null } i: number = i.Small; return true;
            case IntValue big: number = ToFloat(big.Number); return true;
            case BoolValue b: number = b.Flag ? 1 : 0; return true;
            default: number = 0; return false;
        }
    }

    public static double ToFloat(BigInteger number)
    {
        var result = (double)number;
        return double.IsInfinity(result) ? throw Faults.Overflow("int too large to convert to float") : result;
    }

    public static bool Equal(Value left, Value right) =>
        IsNumber(left) && IsNumber(right) && Compare(left, right) == 0;

    /// <summary>Negative, zero or positive; null where one of the two is not a number (NaN).</summary>
    public static int? Compare(Value left, Value right)
    {
        if (left is IntValue { Big: null } a && right is IntValue { Big: null } b) return a.Small.CompareTo(b.Small);
        if (left is FloatValue x && right is FloatValue y) return Order(x.Number, y.Number);
        if (left is FloatValue f) return -CompareIntFloat(right, f.Number);
        if (right is FloatValue g) return CompareIntFloat(left, g.Number);
        TryInt(left, out var m);
        TryInt(right, out var n);
        return m.CompareTo(n);
    }

    public static int Hash(long number) => number.GetHashCode();

    public static int Hash(double number) =>
        number >= long.MinValue && number < 9.2e18 && number == Math.Floor(number) ? Hash((long)number)
        : double.IsFinite(number) && number == Math.Floor(number) ? new BigInteger(number).GetHashCode()
        : number.GetHashCode();

    private static int? CompareIntFloat(Value left, double right)
    {
        if (double.IsNaN(right)) return null;
        if (double.IsInfinity(right)) return right > 0 ? -1 : 1;
        TryInt(left, out var number);
        var whole = new BigInteger(Math.Floor(right));
        var order = number.CompareTo(whole);
        return order != 0 ? order : right > Math.Floor(right) ? -1 : 0;
    }

    private static int? Order(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right) is var order && left == right ? 0 : order;
}
