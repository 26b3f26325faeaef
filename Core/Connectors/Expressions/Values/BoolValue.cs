namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's bool, which counts as the int 0 or 1.</summary>
public sealed class BoolValue : Value
{
    private BoolValue(bool flag) => Flag = flag;

    public static BoolValue True { get; } = new(true);

    public static BoolValue False { get; } = new(false);

    public bool Flag { get; }

    public override string TypeName => "bool";

    public override bool Truthy => Flag;

    public static BoolValue Of(bool flag) => flag ? True : False;

    internal override Methods.MethodTable? Methods => Expressions.Methods.IntMethods.Table;

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append(Flag ? "True" : "False");

    internal override bool EqualTo(Value other, Budget budget) => Operators.Numbers.Equal(this, other);

    internal override int Hash() => Operators.Numbers.Hash(Flag ? 1 : 0);

    internal override bool IsLiteral(Budget budget) => true;
}
