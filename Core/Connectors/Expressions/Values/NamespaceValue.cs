namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Jinja's namespace(): attributes that a loop can set for the code around it.</summary>
internal sealed class NamespaceValue : Value
{
    public Dictionary<string, Value> Members { get; } = [];

    public override string TypeName => "Namespace";

    internal override Value? Attribute(string name) => Members.GetValueOrDefault(name);

    internal override Value? Item(Value key) => null;

    internal override void WriteRepr(TextBuffer buffer) => buffer.Nested(this, "...", text =>
    {
        text.Append("<Namespace {");
        var first = true;
        foreach (var (name, value) in Members)
        {
            if (!first) text.Append(", ");
            first = false;
            new StrValue(name).WriteRepr(text);
            text.Append(": ");
            value.WriteRepr(text);
        }
        text.Append("}>");
    });
}
