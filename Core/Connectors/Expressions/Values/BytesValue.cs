using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Operators;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's bytes, each byte a char below 256.</summary>
public sealed class BytesValue(string bytes) : Value
{
    /// <summary>One char a byte.</summary>
    public string Bytes { get; } = bytes;

    public override string TypeName => "bytes";

    public override bool Truthy => Bytes.Length > 0;

    internal override MethodTable? Methods => BytesMethods.Table;

    internal override int? Length => Bytes.Length;

    internal override Value? Item(Value key)
    {
        if (!Numbers.TryIndex(key, out var index)) return null;
        if (index < 0) index += Bytes.Length;
        return index < 0 || index >= Bytes.Length ? null : IntValue.Of(Bytes[(int)index]);
    }

    internal override IEnumerator<Value> Iterate() => Bytes.Select(b => (Value)IntValue.Of(b)).GetEnumerator();

    internal override void WriteRepr(TextBuffer buffer) => StrText.BytesRepr(Bytes, buffer);

    internal override bool EqualTo(Value other, Budget budget) => other is BytesValue bytes && bytes.Bytes == Bytes;

    internal override int Hash() => Bytes.GetHashCode() + 1;

    internal override bool IsLiteral(Budget budget) => true;
}
