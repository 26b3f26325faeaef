using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

internal sealed class BinaryExpression(string op, Expression left, Expression right) : Expression
{
    public override IEnumerable<Expression> Children => [left, right];

    public override Value Evaluate(Evaluation evaluation) =>
        Arithmetic.Apply(op, left.Evaluate(evaluation), right.Evaluate(evaluation), evaluation.Budget);
}

internal sealed class SignExpression(Expression operand, bool negative) : Expression
{
    public override IEnumerable<Expression> Children => [operand];

    public override Value Evaluate(Evaluation evaluation) =>
        negative ? Arithmetic.Negate(operand.Evaluate(evaluation)) : Arithmetic.Plus(operand.Evaluate(evaluation));
}

/// <summary>a ~ b: the texts of the operands, joined.</summary>
internal sealed class ConcatExpression(Expression[] parts) : Expression
{
    public override IEnumerable<Expression> Children => parts;

    public override Value Evaluate(Evaluation evaluation)
    {
        var text = new TextBuffer(evaluation.Budget);
        foreach (var part in parts.Select(part => part.Evaluate(evaluation)).ToList()) part.WriteStr(text);
        return new StrValue(text.ToString());
    }
}
