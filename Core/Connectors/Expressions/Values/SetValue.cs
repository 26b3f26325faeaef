using Supertrack.Core.Connectors.Expressions.Methods;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's set; ours keeps insertion order.</summary>
public sealed class SetValue : Value
{
    internal SetValue(IEnumerable<Value> items)
    {
        Entries = new(ValueEquality.Instance);
        foreach (var item in items) Entries.TryAdd(item, item);
    }

    public IEnumerable<Value> Items => Entries.Keys;

    internal OrderedDictionary<Value, Value> Entries { get; }

    public override string TypeName => "set";

    public override bool Truthy => Entries.Count > 0;

    internal override MethodTable? Methods => SetMethods.Table;

    internal override int? Length => Entries.Count;

    internal override IEnumerator<Value> Iterate() => Entries.Keys.ToList().GetEnumerator();

    internal override bool EqualTo(Value other, Budget budget) => Operators.SetAlgebra.TryEqual(this, other, out var equal) && equal;

    internal override int Hash() => throw Faults.Type("unhashable type: 'set'");

    internal override bool IsLiteral(Budget budget) => Entries.Keys.All(item => item.IsLiteral(budget));

    internal override void WriteRepr(TextBuffer buffer)
    {
        if (Entries.Count == 0)
        {
            buffer.Append("set()");
            return;
        }
        buffer.Nested(this, "set(...)", text =>
        {
            text.Append('{');
            var first = true;
            foreach (var item in Entries.Keys)
            {
                if (!first) text.Append(", ");
                first = false;
                item.WriteRepr(text);
            }
            text.Append('}');
        });
    }
}
