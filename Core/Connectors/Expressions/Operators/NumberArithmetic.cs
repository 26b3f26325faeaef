using System.Numerics;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>Arithmetic between bool, int and float, with Python's rounding towards minus infinity.</summary>
internal static class NumberArithmetic
{
    /// <summary>Longest int an operation may make, in bits.</summary>
    private const long MaxBits = 4_000_000;

    public static Value Apply(string op, Value left, Value right, Budget budget)
    {
        if (left is FloatValue || right is FloatValue)
        {
            Numbers.TryFloat(left, out var x);
            Numbers.TryFloat(right, out var y);
            return Floats(op, x, y);
        }
        if (left is IntValue { Big: null } a && right is IntValue { Big: null } b && Fast(op, a.Small, b.Small) is { } quick) return quick;
        Numbers.TryInt(left, out var m);
        Numbers.TryInt(right, out var n);
        return Integers(op, m, n, budget);
    }

    private static IntValue? Fast(string op, long left, long right) => op switch
    {
        "+" when (left + right) is var sum && ((left ^ sum) & (right ^ sum)) >= 0 => IntValue.Of(sum),
        "-" when (left - right) is var difference && ((left ^ right) & (left ^ difference)) >= 0 => IntValue.Of(difference),
        "*" when Math.Abs((decimal)left) < 3_000_000_000m && Math.Abs((decimal)right) < 3_000_000_000m => IntValue.Of(left * right),
        _ => null,
    };

    private static Value Integers(string op, BigInteger left, BigInteger right, Budget budget)
    {
        switch (op)
        {
            case "+": return IntValue.Of(left + right);
            case "-": return IntValue.Of(left - right);
            case "*":
                Guard(left.GetBitLength() + right.GetBitLength(), budget);
                return IntValue.Of(left * right);
            case "/":
                if (right.IsZero) throw Faults.ZeroDivision("division by zero");
                return new FloatValue(Divide(left, right));
            case "**": return Power(left, right, budget);
        }
        if (right.IsZero) throw Faults.ZeroDivision("integer division or modulo by zero");
        var quotient = BigInteger.DivRem(left, right, out var rest);
        if (!rest.IsZero && (rest.Sign < 0) != (right.Sign < 0))
        {
            quotient -= 1;
            rest += right;
        }
        return IntValue.Of(op == "//" ? quotient : rest);
    }

    /// <summary>The correctly rounded quotient, also where an operand alone does not fit a float.</summary>
    private static double Divide(BigInteger left, BigInteger right)
    {
        if (left.GetBitLength() <= 53 && right.GetBitLength() <= 53) return (double)left / (double)right;
        var shift = (int)Math.Max(0, 64 - (left.GetBitLength() - right.GetBitLength()));
        var quotient = BigInteger.DivRem(BigInteger.Abs(left) << shift, BigInteger.Abs(right), out var rest);
        if (!rest.IsZero) quotient |= BigInteger.One;
        var result = Math.ScaleB((double)quotient, -shift);
        if (double.IsInfinity(result)) throw Faults.Overflow("integer division result too large for a float");
        return left.Sign * right.Sign < 0 ? -result : result;
    }

    private static Value Power(BigInteger left, BigInteger right, Budget budget)
    {
        if (right.Sign < 0)
        {
            if (left.IsZero) throw Faults.ZeroDivision("0.0 cannot be raised to a negative power");
            return new FloatValue(Math.Pow(Numbers.ToFloat(left), Numbers.ToFloat(right)));
        }
        if (left.IsOne || left.IsZero || left == BigInteger.MinusOne) return IntValue.Of(right.IsZero ? 1 : right.IsEven ? left * left : left);
        if (right > MaxBits) throw Faults.Limit("the power is larger than any limit");
        Guard(left.GetBitLength() * (long)right, budget);
        return IntValue.Of(BigInteger.Pow(left, (int)right));
    }

    private static void Guard(long bits, Budget budget)
    {
        if (bits > MaxBits) throw Faults.Limit($"the number needs more than {MaxBits} bits");
        budget.Claim(bits / 8);
    }

    private static FloatValue Floats(string op, double left, double right)
    {
        switch (op)
        {
            case "+": return new(left + right);
            case "-": return new(left - right);
            case "*": return new(left * right);
            case "**": return Power(left, right);
        }
        if (right == 0) throw Faults.ZeroDivision(op == "/" ? "float division by zero" : "float floor division by zero");
        if (op == "/") return new(left / right);
        var rest = left % right;
        if (rest != 0 && (rest < 0) != (right < 0)) rest += right;
        else if (rest == 0) rest = Math.CopySign(0, right);
        if (op == "%") return new(rest);
        var quotient = (left - (left % right)) / right;
        if (left % right != 0 && (left % right < 0) != (right < 0)) quotient -= 1;
        var floor = Math.Floor(quotient);
        return new(quotient == 0 ? Math.CopySign(0, left / right) : quotient - floor > 0.5 ? floor + 1 : floor);
    }

    private static FloatValue Power(double left, double right)
    {
        if (left == 0 && right < 0) throw Faults.ZeroDivision("0.0 cannot be raised to a negative power");
        if (left < 0 && double.IsFinite(left) && double.IsFinite(right) && right != Math.Floor(right))
            throw Faults.Value("a negative number to a fractional power is complex, which templates do not have");
        var result = Math.Pow(left, right);
        if (double.IsInfinity(result) && double.IsFinite(left) && double.IsFinite(right)) throw Faults.Overflow("Numerical result out of range");
        return new(result);
    }
}
