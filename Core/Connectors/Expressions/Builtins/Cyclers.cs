using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>Jinja's cycler() and joiner().</summary>
internal static class Cyclers
{
    public static Value Cycler(Arguments arguments, Evaluation evaluation) =>
        arguments.Positional.Length == 0 ? throw new ExpressionException("RuntimeError", "at least one item has to be provided") : new CyclerValue(arguments.Positional);

    public static Value Joiner(Arguments arguments, Evaluation evaluation)
    {
        var separator = new Signature("joiner", "sep?").Bind(arguments)[0] ?? new StrValue(", ");
        var used = false;
        return new FunctionValue("joiner", "Joiner", (_, _) =>
        {
            var result = used ? separator : StrValue.Empty;
            used = true;
            return result;
        });
    }

    private sealed class CyclerValue(Value[] items) : Value
    {
        private int _at;

        public override string TypeName => "Cycler";

        internal override Value? Attribute(string name) => name switch
        {
            "current" => items[_at],
            "next" => new FunctionValue("next", "method", (_, _) =>
            {
                var current = items[_at];
                _at = (_at + 1) % items.Length;
                return current;
            }),
            "reset" => new FunctionValue("reset", "method", (_, _) =>
            {
                _at = 0;
                return NoneValue.Instance;
            }),
            _ => null,
        };

        internal override void WriteRepr(TextBuffer buffer) => buffer.Append("<Cycler object>");
    }
}
