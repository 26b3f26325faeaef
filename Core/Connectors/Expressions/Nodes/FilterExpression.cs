using Supertrack.Core.Connectors.Expressions.Builtins;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>value | filter(arguments). Without a value (filter blocks) the input is given when it runs.</summary>
internal sealed class FilterExpression(Expression? input, string name, ArgumentList arguments) : Expression
{
    private readonly Filter? _filter = Filters.Find(name);

    public string Name => name;

    public bool IsKnown => _filter is not null;

    public override IEnumerable<Expression> Children => input is null ? arguments.Children : [input, .. arguments.Children];

    public override Value Evaluate(Evaluation evaluation) =>
        Apply(input?.Evaluate(evaluation) ?? throw Faults.Runtime("a filter without input"), evaluation);

    /// <summary>Runs a chain of filters whose innermost has no input of its own.</summary>
    public Value Evaluate(Value start, Evaluation evaluation) =>
        Apply(input is FilterExpression inner ? inner.Evaluate(start, evaluation) : start, evaluation);

    private Value Apply(Value value, Evaluation evaluation)
    {
        var filter = _filter ?? throw Faults.Runtime($"No filter named '{name}' found.");
        evaluation.Enter();
        var result = filter(value, arguments.Evaluate(evaluation), evaluation);
        evaluation.Leave();
        return result;
    }
}
