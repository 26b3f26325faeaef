namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>An elif is an if alone in the otherwise part. Names set inside stay set behind it.</summary>
internal sealed class IfStatement(Expression test, Statement[] body, Statement[] otherwise) : Statement
{
    public Expression Test => test;

    public Statement[] Body => body;

    public Statement[] Otherwise => otherwise;

    public override void Run(Evaluation evaluation, TextBuffer output) =>
        RunAll(test.Evaluate(evaluation).Truthy ? body : otherwise, evaluation, output);
}
