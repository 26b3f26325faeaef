namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>What dict.keys(), values() and items() give: a live view.</summary>
internal sealed class DictViewValue(DictValue dict, string kind) : Value
{
    public DictValue Dict => dict;

    public override string TypeName => "dict_" + kind;

    public override bool Truthy => dict.Count > 0;

    internal override int? Length => dict.Count;

    internal override IEnumerator<Value> Iterate()
    {
        using var keys = new LiveKeys(dict).Read();
        while (keys.MoveNext())
            yield return kind switch
            {
                "keys" => keys.Current,
                "values" => dict.Entries[keys.Current],
                _ => new TupleValue(keys.Current, dict.Entries[keys.Current]),
            };
    }

    internal override bool EqualTo(Value other, Budget budget) =>
        ReferenceEquals(this, other) || (kind != "values" && Operators.SetAlgebra.TryEqual(this, other, out var equal) && equal);

    internal override void WriteRepr(TextBuffer buffer) => buffer.Nested(this, "...", text =>
    {
        text.Append(TypeName).Append("([");
        using var items = Iterate();
        for (var first = true; items.MoveNext(); first = false)
        {
            if (!first) text.Append(", ");
            items.Current.WriteRepr(text);
        }
        text.Append("])");
    });
}
