using Supertrack.Core.Connectors.Expressions.Nodes;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>The variable loop inside a for.</summary>
internal sealed class LoopValue(List<Value> items, int depth, Func<Value, Value>? recurse) : FunctionValue("loop", "LoopContext",
    (arguments, _) => recurse is null || arguments.Positional.Length != 1
        ? throw Faults.Type("The loop must have the 'recursive' marker to be called recursively.")
        : recurse(arguments.Positional[0]))
{
    private Value? _lastChanged;

    public int Index { get; set; }

    internal override int? Length => items.Count;

    internal override Value? Attribute(string name) => name switch
    {
        "index" => IntValue.Of(Index + 1),
        "index0" => IntValue.Of(Index),
        "revindex" => IntValue.Of(items.Count - Index),
        "revindex0" => IntValue.Of(items.Count - Index - 1),
        "first" => BoolValue.Of(Index == 0),
        "last" => BoolValue.Of(Index == items.Count - 1),
        "length" => IntValue.Of(items.Count),
        "depth" => IntValue.Of(depth + 1),
        "depth0" => IntValue.Of(depth),
        "previtem" => Index > 0 ? items[Index - 1] : new UndefinedValue(null, hint: "there is no previous item"),
        "nextitem" => Index + 1 < items.Count ? items[Index + 1] : new UndefinedValue(null, hint: "there is no next item"),
        "cycle" => new FunctionValue("cycle", "method", (arguments, _) => arguments.Positional.Length == 0
            ? throw Faults.Type("no items for cycling given")
            : arguments.Positional[Index % arguments.Positional.Length]),
        "changed" => new FunctionValue("changed", "method", Changed),
        _ => null,
    };

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append($"<LoopContext {Index + 1}/{items.Count}>");

    private BoolValue Changed(Arguments arguments, Evaluation evaluation)
    {
        var current = new TupleValue(arguments.Positional);
        var changed = _lastChanged is null || !_lastChanged.EqualTo(current, evaluation.Budget);
        _lastChanged = current;
        return BoolValue.Of(changed);
    }
}
