namespace Supertrack.Core.Connectors.Expressions.Nodes;

internal sealed class ConstantExpression(Value value) : Expression
{
    public Value Value => value;

    public override Value Evaluate(Evaluation evaluation) => value;
}
