namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>A name, item or attribute that is not there. Most uses raise an UndefinedError; its text is empty.</summary>
internal sealed class UndefinedValue(string? name, string? owner = null, string? hint = null) : Value
{
    public override string TypeName => "Undefined";

    public override bool Truthy => false;

    internal override int? Length => 0;

    public string Describe() => hint ?? (owner is null ? $"'{name}' is undefined" : $"'{owner}' has no attribute '{name}'");

    internal override Value? Item(Value key) => throw Faults.Undefined(this);

    internal override Value? Attribute(string name) => throw Faults.Undefined(this);

    internal override IEnumerator<Value> Iterate() => Enumerable.Empty<Value>().GetEnumerator();

    internal override bool EqualTo(Value other, Budget budget) => other is UndefinedValue;

    internal override int Hash() => 1;

    internal override void WriteStr(TextBuffer buffer)
    {
    }

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append("Undefined");
}
