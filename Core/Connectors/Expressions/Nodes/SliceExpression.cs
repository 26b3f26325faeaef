using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

internal sealed class SliceExpression(Expression? start, Expression? stop, Expression? step) : Expression
{
    public override IEnumerable<Expression> Children => new[] { start, stop, step }.OfType<Expression>();

    public override Value Evaluate(Evaluation evaluation) => new SliceValue(Bound(start, evaluation), Bound(stop, evaluation), Bound(step, evaluation));

    private static Value Bound(Expression? bound, Evaluation evaluation) => bound?.Evaluate(evaluation) ?? NoneValue.Instance;
}
