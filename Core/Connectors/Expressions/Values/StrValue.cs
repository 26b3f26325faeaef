using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Operators;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's str: counted and cut in code points, whatever the encoding inside.</summary>
public sealed class StrValue(string text) : Value
{
    public static StrValue Empty { get; } = new("");

    public string Text { get; } = text;

    public override string TypeName => "str";

    public override bool Truthy => Text.Length > 0;

    internal override MethodTable? Methods => StrMethods.Table;

    internal override int? Length => CodePoints.Count(Text);

    internal override Value? Item(Value key)
    {
        if (!Numbers.TryIndex(key, out var index)) return null;
        var length = CodePoints.Count(Text);
        if (index < 0) index += length;
        return index < 0 || index >= length ? null : new StrValue(CodePoints.Slice(Text, (int)index, 1));
    }

    internal override IEnumerator<Value> Iterate() => CodePoints.Split(Text).GetEnumerator();

    internal override void WriteStr(TextBuffer buffer) => buffer.Append(Text);

    internal override void WriteRepr(TextBuffer buffer) => StrText.Repr(Text, buffer);

    internal override bool EqualTo(Value other, Budget budget) => other is StrValue text && text.Text == Text;

    internal override int Hash() => Text.GetHashCode();

    internal override bool IsLiteral(Budget budget) => true;
}
