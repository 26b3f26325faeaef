using System.Numerics;
using Supertrack.Core.Connectors.Expressions.Operators;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's int: any size. <see cref="Small"/> holds it where it fits in 64 bits, else <see cref="Big"/>.</summary>
public sealed class IntValue : Value
{
    private static readonly IntValue[] Cache = [.. Enumerable.Range(-8, 1040).Select(number => new IntValue(number))];

    private IntValue(long small) => Small = small;

    private IntValue(BigInteger big) => Big = big;

    public long Small { get; }

    /// <summary>Set only where the number does not fit in 64 bits.</summary>
    public BigInteger? Big { get; }

    public bool IsSmall => Big is null;

    public BigInteger Number => Big ?? Small;

    public override string TypeName => "int";

    public override bool Truthy => Big is not null || Small != 0;

    internal override Methods.MethodTable? Methods => Expressions.Methods.IntMethods.Table;

    public static IntValue Of(long number) => number is >= -8 and < 1032 ? Cache[number + 8] : new(number);

    public static IntValue Of(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue ? Of((long)number) : new(number);

    internal override Value? Attribute(string name) => name switch
    {
        "real" or "numerator" => this,
        "imag" => Of(0),
        "denominator" => Of(1),
        _ => base.Attribute(name),
    };

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append(Big is { } big ? Decimal(big) : Small.ToString());

    internal override bool EqualTo(Value other, Budget budget) =>
        other is IntValue { Big: null } number && Big is null ? number.Small == Small : Numbers.Equal(this, other);

    internal override int Hash() => Big is { } big ? big.GetHashCode() : Numbers.Hash(Small);

    internal override bool IsLiteral(Budget budget) => Big is null || Big.Value.GetBitLength() < 14_000;

    private static string Decimal(BigInteger number)
    {
        if (number.GetBitLength() > 14_300) throw Faults.Value("Exceeds the limit (4300 digits) for integer string conversion");
        return number.ToString();
    }
}
