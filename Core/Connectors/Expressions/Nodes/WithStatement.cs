namespace Supertrack.Core.Connectors.Expressions.Nodes;

internal sealed class WithStatement((Target Target, Expression Value)[] pairs, Statement[] body) : Statement
{
    public (Target Target, Expression Value)[] Pairs => pairs;

    public Statement[] Body => body;

    public override void Run(Evaluation evaluation, TextBuffer output)
    {
        var scope = new Scope(evaluation.Scope);
        foreach (var (target, value) in pairs) target.Assign(value.Evaluate(evaluation), scope, evaluation);
        RunScoped(body, evaluation, output, scope);
    }
}

/// <summary>A named block; without a parent template it runs where it stands, seeing only the context.</summary>
internal sealed class ScopeStatement(Statement[] body, bool isBlock) : Statement
{
    public Statement[] Body => body;

    public bool IsBlock => isBlock;

    public override void Run(Evaluation evaluation, TextBuffer output) => RunScoped(body, evaluation, output, new Scope(evaluation.Scope));
}

/// <summary>autoescape false only: escaping is for HTML, which templates of connectors never make.</summary>
internal sealed class AutoescapeStatement(Expression flag, Statement[] body) : Statement
{
    public Expression Flag => flag;

    public Statement[] Body => body;

    public override void Run(Evaluation evaluation, TextBuffer output)
    {
        if (flag.Evaluate(evaluation).Truthy) throw Faults.Runtime("autoescape is not available: use the escape filter");
        RunScoped(body, evaluation, output, new Scope(evaluation.Scope));
    }
}

/// <summary>include, import, from, extends: there is nothing to load from, which the reference reports as a TypeError.</summary>
internal sealed class LoadStatement(string tag, Expression template, string[] targets) : Statement
{
    public Expression Template => template;

    public string[] Targets => targets;

    public override void Run(Evaluation evaluation, TextBuffer output)
    {
        template.Evaluate(evaluation);
        throw Faults.Type($"no loader for this environment specified ({tag})");
    }
}
