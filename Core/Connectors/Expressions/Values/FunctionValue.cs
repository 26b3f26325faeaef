using Supertrack.Core.Connectors.Expressions.Nodes;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Something that can be called: a macro, a bound method, a function of the language.</summary>
internal class FunctionValue(string name, string typeName, Func<Arguments, Evaluation, Value> body) : Value
{
    public override string TypeName => typeName;

    public string Name => name;

    public Value Call(Arguments arguments, Evaluation evaluation) => body(arguments, evaluation);

    internal override Value? Attribute(string attribute) => attribute == "name" ? new StrValue(name) : base.Attribute(attribute);

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append($"<{typeName} {name}>");
}
