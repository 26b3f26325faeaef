namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>A sequence that is made while it is read and can be read once (what map and select give).</summary>
internal sealed class GeneratorValue(IEnumerator<Value> items, string typeName = "generator") : Value
{
    public GeneratorValue(IEnumerable<Value> items) : this(items.GetEnumerator())
    {
    }

    public override string TypeName => typeName;

    internal override IEnumerator<Value> Iterate()
    {
        while (items.MoveNext()) yield return items.Current;
    }

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append($"<{typeName} object>");
}
