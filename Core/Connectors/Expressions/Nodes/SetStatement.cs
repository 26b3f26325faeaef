using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

internal sealed class SetStatement(Target target, Expression value) : Statement
{
    public Target Target => target;

    public Expression Value => value;

    public override void Run(Evaluation evaluation, TextBuffer output)
    {
        evaluation.Budget.Step();
        var result = value.Evaluate(evaluation);
        target.Assign(result, evaluation.Scope ??= new Scope(null), evaluation);
    }
}

/// <summary>set name ... endset: the text of the body, through filters.</summary>
internal sealed class SetBlockStatement(Target target, Expression? filter, Statement[] body) : Statement
{
    public Target Target => target;

    public Expression? Filter => filter;

    public Statement[] Body => body;

    public override void Run(Evaluation evaluation, TextBuffer output)
    {
        var scope = evaluation.Scope ??= new Scope(null);
        var text = new TextBuffer(evaluation.Budget);
        RunScoped(body, evaluation, text, new Scope(scope));
        Value result = new StrValue(text.ToString());
        if (filter is FilterExpression chain) result = chain.Evaluate(result, evaluation);
        target.Assign(result, scope, evaluation);
    }
}
