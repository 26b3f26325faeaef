using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>owner.name: an attribute or method first, then the item of that name.</summary>
internal sealed class AttributeExpression(Expression owner, string name) : Expression
{
    private readonly StrValue _key = new(name);

    public Expression Owner => owner;

    public string Name => name;

    public override IEnumerable<Expression> Children => [owner];

    public override Value Evaluate(Evaluation evaluation) => Read(owner.Evaluate(evaluation));

    public Value Read(Value value) => value.Attribute(name) ?? value.Item(_key) ?? new UndefinedValue(name, value.TypeName);

    public static Value Read(Value value, string name) =>
        value.Attribute(name) ?? value.Item(new StrValue(name)) ?? new UndefinedValue(name, value.TypeName);
}
