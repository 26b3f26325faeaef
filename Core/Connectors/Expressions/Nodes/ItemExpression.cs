using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>owner[key]: the item first, then, for a str, the attribute of that name. A slice of what has none is a TypeError.</summary>
internal sealed class ItemExpression(Expression owner, Expression key) : Expression
{
    public override IEnumerable<Expression> Children => [owner, key];

    public override Value Evaluate(Evaluation evaluation)
    {
        var value = owner.Evaluate(evaluation);
        var index = key.Evaluate(evaluation);
        return value.Item(index) ?? Otherwise(value, index, evaluation);
    }

    public static Value Read(Value value, Value index, Evaluation evaluation) => value.Item(index) ?? Otherwise(value, index, evaluation);

    private static Value Otherwise(Value value, Value index, Evaluation evaluation)
    {
        if (index is SliceValue slice) return Slicing.Slice(value, slice, evaluation.Budget) ?? throw Faults.Type($"'{value.TypeName}' object is not subscriptable");
        if (index is StrValue name && value.Attribute(name.Text) is { } attribute) return attribute;
        return new UndefinedValue(evaluation.Text(index), value.TypeName);
    }
}
