namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>Text between tags, or the value of a print tag.</summary>
internal sealed class OutputStatement(Expression value) : Statement
{
    public Expression Value => value;

    public override void Run(Evaluation evaluation, TextBuffer output) => value.Evaluate(evaluation).WriteStr(output);
}

internal sealed class PrintStatement(Expression[] items) : Statement
{
    public Expression[] Items => items;

    public override void Run(Evaluation evaluation, TextBuffer output)
    {
        foreach (var item in items) item.Evaluate(evaluation).WriteStr(output);
    }
}
