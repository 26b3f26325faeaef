using System.Numerics;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>Python's arithmetic operators: + - * / // % ** and the unary signs.</summary>
internal static class Arithmetic
{
    public static Value Apply(string op, Value left, Value right, Budget budget)
    {
        if (left is UndefinedValue a) throw Faults.Undefined(a);
        if (op == "%" && left is StrValue format) return new StrValue(Formatting.PercentFormat.Apply(format.Text, right, budget));
        if (right is UndefinedValue b) throw Faults.Undefined(b);
        if (Numbers.IsNumber(left) && Numbers.IsNumber(right)) return NumberArithmetic.Apply(op, left, right, budget);
        var result = op switch
        {
            "+" => Concatenate(left, right, budget),
            "*" => Repeat(left, right, budget) ?? Repeat(right, left, budget),
            "-" => SetAlgebra.Apply(op, left, right),
            _ => null,
        };
        return result
            ?? (left as IArithmeticValue)?.Apply(op, right, reflected: false)
            ?? (right as IArithmeticValue)?.Apply(op, left, reflected: true)
            ?? throw Failure(op, left, right);
    }

    public static Value Negate(Value value) => value switch
    {
        IntValue or BoolValue when Numbers.TryInt(value, out var number) => IntValue.Of(BigInteger.Negate(number)),
        FloatValue number => new FloatValue(-number.Number),
        UndefinedValue undefined => throw Faults.Undefined(undefined),
        IArithmeticValue own when own.Apply("neg", value, false) is { } result => result,
        _ => throw Faults.Type($"bad operand type for unary -: '{value.TypeName}'"),
    };

    public static Value Plus(Value value) => value switch
    {
        BoolValue flag => IntValue.Of(flag.Flag ? 1 : 0),
        IntValue or FloatValue => value,
        UndefinedValue undefined => throw Faults.Undefined(undefined),
        IArithmeticValue own when own.Apply("pos", value, false) is { } result => result,
        _ => throw Faults.Type($"bad operand type for unary +: '{value.TypeName}'"),
    };

    private static Value? Concatenate(Value left, Value right, Budget budget)
    {
        switch (left, right)
        {
            case (StrValue a, StrValue b):
                budget.Claim((long)a.Text.Length + b.Text.Length);
                return new StrValue(a.Text + b.Text);
            case (ListValue a, ListValue b):
                budget.Claim((long)a.Items.Count + b.Items.Count);
                return new ListValue([.. a.Items, .. b.Items]);
            case (TupleValue a, TupleValue b):
                budget.Claim((long)a.Items.Count + b.Items.Count);
                return new TupleValue([.. a.Items, .. b.Items]);
            case (BytesValue a, BytesValue b):
                budget.Claim((long)a.Bytes.Length + b.Bytes.Length);
                return new BytesValue(a.Bytes + b.Bytes);
            default:
                return null;
        }
    }

    private static Value? Repeat(Value sequence, Value times, Budget budget)
    {
        if (sequence is not (StrValue or SequenceValue or BytesValue) || !Numbers.TryInt(times, out var number)) return null;
        if (number > int.MaxValue) throw Faults.Limit("the repetition is longer than any limit");
        var count = number.Sign < 0 ? 0 : (int)number;
        budget.Claim((long)(sequence.Length ?? 0) * count * 2);
        return sequence switch
        {
            StrValue text => new StrValue(string.Concat(Enumerable.Repeat(text.Text, count))),
            BytesValue bytes => new BytesValue(string.Concat(Enumerable.Repeat(bytes.Bytes, count))),
            TupleValue tuple => new TupleValue([.. Enumerable.Repeat(tuple.Items, count).SelectMany(items => items)]),
            _ => new ListValue(Enumerable.Repeat(((ListValue)sequence).Items, count).SelectMany(items => items)),
        };
    }

    private static ExpressionException Failure(string op, Value left, Value right) => (op, left) switch
    {
        ("+", StrValue) => Faults.Type($"can only concatenate str (not \"{right.TypeName}\") to str"),
        ("+", ListValue) => Faults.Type($"can only concatenate list (not \"{right.TypeName}\") to list"),
        _ => Faults.Operands(op, left, right),
    };
}
