using Supertrack.Core.Connectors.Expressions.Builtins;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>A name: of a statement around it, of the context, or of the language.</summary>
internal sealed class NameExpression(string name) : Expression
{
    private readonly int _slot = VariableSlots.Of(name);

    public string Name => name;

    public override Value Evaluate(Evaluation evaluation) =>
        evaluation.Scope?.Find(name)
        ?? evaluation.Context.Find(_slot, name)
        ?? Globals.Find(name)
        ?? new UndefinedValue(name);
}
