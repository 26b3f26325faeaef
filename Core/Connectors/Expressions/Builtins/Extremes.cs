using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>max() and min(): of several arguments, or of the items of one.</summary>
internal static class Extremes
{
    public static Value Pick(Arguments arguments, string op, Evaluation evaluation)
    {
        var name = op == ">" ? "max" : "min";
        if (arguments.Named.Length > 0) throw Faults.Type($"{name}() got an unexpected keyword argument '{arguments.Named[0].Key}'");
        if (arguments.Positional.Length == 0) throw Faults.Type($"{name} expected at least 1 argument, got 0");
        var items = arguments.Positional.Length == 1 ? evaluation.ToList(arguments.Positional[0]) : [.. arguments.Positional];
        if (items.Count == 0) throw Faults.Value($"{name}() arg is an empty sequence");
        return Pick(items, item => item, op, evaluation);
    }

    /// <summary>The first of the extreme items by a key.</summary>
    public static Value Pick(List<Value> items, Func<Value, Value> key, string op, Evaluation evaluation)
    {
        var (best, bestKey) = (items[0], key(items[0]));
        foreach (var item in items.Skip(1))
        {
            var itemKey = key(item);
            if (Comparison.Holds(op, itemKey, bestKey, evaluation.Budget)) (best, bestKey) = (item, itemKey);
        }
        return best;
    }
}
