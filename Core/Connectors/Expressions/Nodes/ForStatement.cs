using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>A loop, with its filter, else part and, where it is recursive, itself as the callable loop.</summary>
internal sealed class ForStatement(
    Target target, Expression items, Expression? test, Statement[] body, Statement[] otherwise, bool recursive) : Statement
{
    public Target Target => target;

    public Expression Items => items;

    public Expression? Test => test;

    public Statement[] Body => body;

    public Statement[] Otherwise => otherwise;

    public override void Run(Evaluation evaluation, TextBuffer output) =>
        Loop(items.Evaluate(evaluation), evaluation, output, depth: 0, evaluation.Scope);

    private void Loop(Value sequence, Evaluation evaluation, TextBuffer output, int depth, Scope? outer)
    {
        var values = Select(evaluation.ToList(sequence), evaluation, outer);
        if (values.Count == 0)
        {
            RunScoped(otherwise, evaluation, output, new Scope(outer));
            return;
        }
        var loop = new LoopValue(values, depth, recursive ? Recurse : null);
        for (var i = 0; i < values.Count; i++)
        {
            evaluation.Budget.Step();
            var scope = new Scope(outer);
            loop.Index = i;
            scope.Set("loop", loop);
            target.Assign(values[i], scope, evaluation);
            RunScoped(body, evaluation, output, scope);
        }

        Value Recurse(Value inner)
        {
            evaluation.Enter();
            Stack.Ensure();
            var text = new TextBuffer(evaluation.Budget);
            var before = evaluation.Scope;
            Loop(inner, evaluation, text, depth + 1, outer);
            evaluation.Scope = before;
            evaluation.Leave();
            return new StrValue(text.ToString());
        }
    }

    private List<Value> Select(List<Value> values, Evaluation evaluation, Scope? outer)
    {
        if (test is null) return values;
        var before = evaluation.Scope;
        var selected = new List<Value>();
        foreach (var value in values)
        {
            var scope = new Scope(outer);
            target.Assign(value, scope, evaluation);
            evaluation.Scope = scope;
            if (test.Evaluate(evaluation).Truthy) selected.Add(value);
            evaluation.Scope = before;
        }
        return selected;
    }
}
