using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>The set operators on sets and on the keys and items of dicts.</summary>
internal static class SetAlgebra
{
    public static bool IsSet(Value value) => value is SetValue || value is DictViewValue { TypeName: not "dict_values" };

    public static bool TryEqual(Value left, Value right, out bool equal)
    {
        equal = false;
        if (!IsSet(left) || !IsSet(right)) return false;
        var mine = ToSet(left);
        equal = left.Length == right.Length && ToSet(right).Items.All(mine.Entries.ContainsKey);
        return true;
    }

    public static Value? Apply(string op, Value left, Value right)
    {
        if (!IsSet(left) || !IsSet(right)) return null;
        var (a, b) = (ToSet(left), ToSet(right));
        return op switch
        {
            "-" => Difference(a, b),
            "<" => BoolValue.Of(a.Length < b.Length && a.Items.All(b.Entries.ContainsKey)),
            "<=" => BoolValue.Of(a.Items.All(b.Entries.ContainsKey)),
            ">" => BoolValue.Of(b.Length < a.Length && b.Items.All(a.Entries.ContainsKey)),
            ">=" => BoolValue.Of(b.Items.All(a.Entries.ContainsKey)),
            _ => null,
        };
    }

    public static SetValue ToSet(Value value)
    {
        if (value is SetValue set) return set;
        var items = new List<Value>();
        using var walk = value.Iterate() ?? throw Faults.Type($"'{value.TypeName}' object is not iterable");
        while (walk.MoveNext()) items.Add(walk.Current);
        return new SetValue(items);
    }

    public static SetValue Difference(SetValue left, SetValue right) => new(left.Items.Where(item => !right.Entries.ContainsKey(item)));
}
