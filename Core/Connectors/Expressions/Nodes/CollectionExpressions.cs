using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

internal sealed class ListExpression(Expression[] items) : Expression
{
    public override IEnumerable<Expression> Children => items;

    public override Value Evaluate(Evaluation evaluation)
    {
        var values = new List<Value>(items.Length);
        foreach (var item in items) values.Add(item.Evaluate(evaluation));
        return new ListValue(values);
    }
}

internal sealed class TupleExpression(Expression[] items) : Expression
{
    public override IEnumerable<Expression> Children => items;

    public override Value Evaluate(Evaluation evaluation) => new TupleValue([.. items.Select(item => item.Evaluate(evaluation))]);
}

internal sealed class DictExpression((Expression Key, Expression Value)[] pairs) : Expression
{
    public override IEnumerable<Expression> Children => pairs.SelectMany(pair => new[] { pair.Key, pair.Value });

    public override Value Evaluate(Evaluation evaluation)
    {
        var dict = new DictValue();
        foreach (var (key, value) in pairs)
        {
            var name = key.Evaluate(evaluation);
            name.Hash();
            dict.Entries[name] = value.Evaluate(evaluation);
        }
        return dict;
    }
}
