using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>Defines a function whose result is the text of its body.</summary>
internal sealed class MacroStatement(string name, MacroBody macro) : Statement
{
    public string Name => name;

    public MacroBody Macro => macro;

    public override void Run(Evaluation evaluation, TextBuffer output)
    {
        var scope = evaluation.Scope ??= new Scope(null);
        scope.Set(name, macro.Close(scope));
    }
}

/// <summary>call macro() ... endcall: the body is given to the macro as caller().</summary>
internal sealed class CallStatement(CallExpression call, MacroBody caller) : Statement
{
    public CallExpression Call => call;

    public MacroBody Caller => caller;

    public override void Run(Evaluation evaluation, TextBuffer output) =>
        call.Evaluate(evaluation, caller.Close(evaluation.Scope)).WriteStr(output);
}

/// <summary>filter name ... endfilter: the text of the body, through filters.</summary>
internal sealed class FilterStatement(Expression filter, Statement[] body) : Statement
{
    public Expression Filter => filter;

    public Statement[] Body => body;

    public override void Run(Evaluation evaluation, TextBuffer output)
    {
        var text = new TextBuffer(evaluation.Budget);
        RunScoped(body, evaluation, text, new Scope(evaluation.Scope));
        ((FilterExpression)filter).Evaluate(new StrValue(text.ToString()), evaluation).WriteStr(output);
    }
}
