using Supertrack.Core.Connectors.Expressions.Methods;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's tuple, optionally with named members (the groups of groupby).</summary>
public sealed class TupleValue : SequenceValue
{
    private readonly Value[] _items;
    private readonly string[] _names;
    private int? _hash;

    public TupleValue(params Value[] items) : this(items, [])
    {
    }

    internal TupleValue(Value[] items, string[] names)
    {
        _items = items;
        _names = names;
    }

    public override IReadOnlyList<Value> Items => _items;

    public override string TypeName => "tuple";

    internal override MethodTable? Methods => TupleMethods.Table;

    internal override Value? Attribute(string name)
    {
        var index = Array.IndexOf(_names, name);
        return index >= 0 ? _items[index] : base.Attribute(name);
    }

    internal override void WriteRepr(TextBuffer buffer) => buffer.Nested(this, "(...)", text =>
    {
        text.Append('(');
        WriteItems(text);
        text.Append(_items.Length == 1 ? ",)" : ")");
    });

    internal override int Hash()
    {
        if (_hash is { } known) return known;
        Stack.Ensure();
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item.Hash());
        return (_hash = hash.ToHashCode()).Value;
    }
}
