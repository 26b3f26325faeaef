using Supertrack.Core.Connectors.Expressions.Builtins;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>value is test(arguments).</summary>
internal sealed class TestExpression(Expression input, string name, ArgumentList arguments) : Expression
{
    private readonly Test? _test = Tests.Find(name);

    public string Name => name;

    public bool IsKnown => _test is not null;

    public override IEnumerable<Expression> Children => [input, .. arguments.Children];

    public override Value Evaluate(Evaluation evaluation)
    {
        var test = _test ?? throw Faults.Runtime($"No test named '{name}' found.");
        evaluation.Budget.Step();
        return BoolValue.Of(test(input.Evaluate(evaluation), arguments.Evaluate(evaluation), evaluation));
    }
}
