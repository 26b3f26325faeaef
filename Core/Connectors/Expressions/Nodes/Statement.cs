namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>A compiled statement: writes text, sets names.</summary>
internal abstract class Statement
{
    public abstract void Run(Evaluation evaluation, TextBuffer output);

    public static void RunAll(Statement[] body, Evaluation evaluation, TextBuffer output)
    {
        foreach (var statement in body) statement.Run(evaluation, output);
    }

    /// <summary>Runs in a scope of its own: what the body sets ends with it.</summary>
    public static void RunScoped(Statement[] body, Evaluation evaluation, TextBuffer output, Scope scope)
    {
        var outer = evaluation.Scope;
        evaluation.Scope = scope;
        RunAll(body, evaluation, output);
        evaluation.Scope = outer;
    }
}
