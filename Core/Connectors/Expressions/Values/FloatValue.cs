using Supertrack.Core.Connectors.Expressions.Operators;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's float.</summary>
public sealed class FloatValue(double number) : Value
{
    public double Number { get; } = number;

    public override string TypeName => "float";

    public override bool Truthy => Number != 0;

    internal override Methods.MethodTable? Methods => Expressions.Methods.FloatMethods.Table;

    internal override Value? Attribute(string name) => name switch
    {
        "real" => this,
        "imag" => new FloatValue(0),
        _ => base.Attribute(name),
    };

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append(FloatText.Repr(Number));

    internal override bool EqualTo(Value other, Budget budget) => Numbers.Equal(this, other);

    internal override int Hash() => Numbers.Hash(Number);

    internal override bool IsLiteral(Budget budget) => double.IsFinite(Number);
}
