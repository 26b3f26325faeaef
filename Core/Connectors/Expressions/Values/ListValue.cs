using Supertrack.Core.Connectors.Expressions.Methods;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's list.</summary>
public sealed class ListValue(List<Value> items) : SequenceValue
{
    public ListValue(IEnumerable<Value> items) : this(items.ToList())
    {
    }

    public override IReadOnlyList<Value> Items => items;

    public override string TypeName => "list";

    internal List<Value> Elements => items;

    internal override MethodTable? Methods => ListMethods.Table;

    internal override void WriteRepr(TextBuffer buffer) => buffer.Nested(this, "[...]", text =>
    {
        text.Append('[');
        WriteItems(text);
        text.Append(']');
    });

    internal override int Hash() => throw Faults.Type("unhashable type: 'list'");
}
