using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>A call. A method is called on its owner without an object for the pair in between.</summary>
internal sealed class CallExpression(Expression callee, ArgumentList arguments) : Expression
{
    public override IEnumerable<Expression> Children => [callee, .. arguments.Children];

    public override Value Evaluate(Evaluation evaluation) => Evaluate(evaluation, null);

    /// <param name="caller">The body of a call block, given to the callee by name.</param>
    public Value Evaluate(Evaluation evaluation, Value? caller)
    {
        if (callee is AttributeExpression attribute)
        {
            var owner = attribute.Owner.Evaluate(evaluation);
            if (owner is not StreamSliceValue && owner.Methods?.Find(attribute.Name) is { } method && caller is null)
            {
                evaluation.Enter();
                var result = method(owner, arguments.Evaluate(evaluation), evaluation);
                evaluation.Leave();
                return result;
            }
            return Call(attribute.Read(owner), evaluation, caller);
        }
        return Call(callee.Evaluate(evaluation), evaluation, caller);
    }

    private Value Call(Value target, Evaluation evaluation, Value? caller)
    {
        var given = arguments.Evaluate(evaluation);
        if (caller is not null) given = given with { Named = [.. given.Named, new("caller", caller)] };
        return Invoke(target, given, evaluation);
    }

    public static Value Invoke(Value target, Arguments arguments, Evaluation evaluation)
    {
        if (target is UndefinedValue undefined) throw Faults.Undefined(undefined);
        if (target is not FunctionValue function) throw Faults.Type($"'{target.TypeName}' object is not callable");
        evaluation.Enter();
        var result = function.Call(arguments, evaluation);
        evaluation.Leave();
        return result;
    }
}
