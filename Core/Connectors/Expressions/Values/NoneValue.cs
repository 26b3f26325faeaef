namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's None.</summary>
public sealed class NoneValue : Value
{
    private NoneValue()
    {
    }

    public static NoneValue Instance { get; } = new();

    public override string TypeName => "NoneType";

    public override bool Truthy => false;

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append("None");

    internal override bool IsLiteral(Budget budget) => true;
}
