using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

internal sealed class NotExpression(Expression operand) : Expression
{
    public override IEnumerable<Expression> Children => [operand];

    public override Value Evaluate(Evaluation evaluation) => BoolValue.Of(!operand.Evaluate(evaluation).Truthy);
}

/// <summary>and, or: the operand that decides is the result.</summary>
internal sealed class LogicExpression(Expression left, Expression right, bool isAnd) : Expression
{
    public override IEnumerable<Expression> Children => [left, right];

    public override Value Evaluate(Evaluation evaluation)
    {
        var value = left.Evaluate(evaluation);
        return value.Truthy == isAnd ? right.Evaluate(evaluation) : value;
    }
}

/// <summary>value if test else otherwise; without an else the result is undefined.</summary>
internal sealed class ConditionExpression(Expression test, Expression value, Expression? otherwise) : Expression
{
    private static readonly UndefinedValue Nothing = new(null, hint: "the inline if-expression evaluated to false and no else section was defined.");

    public override IEnumerable<Expression> Children => otherwise is null ? [test, value] : [test, value, otherwise];

    public override Value Evaluate(Evaluation evaluation) =>
        test.Evaluate(evaluation).Truthy ? value.Evaluate(evaluation) : otherwise?.Evaluate(evaluation) ?? Nothing;
}

/// <summary>A chain of comparisons: a &lt; b &lt; c holds where both hold, and c is only read where a &lt; b.</summary>
internal sealed class CompareExpression(Expression first, (string Op, Expression Operand)[] steps) : Expression
{
    public override IEnumerable<Expression> Children => [first, .. steps.Select(step => step.Operand)];

    public override Value Evaluate(Evaluation evaluation)
    {
        var left = first.Evaluate(evaluation);
        foreach (var (op, operand) in steps)
        {
            var right = operand.Evaluate(evaluation);
            if (!Comparison.Holds(op, left, right, evaluation.Budget)) return BoolValue.False;
            left = right;
        }
        return BoolValue.True;
    }
}
