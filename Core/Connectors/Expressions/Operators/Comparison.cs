using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>Python's comparison operators.</summary>
internal static class Comparison
{
    public static bool Holds(string op, Value left, Value right, Budget budget) => op switch
    {
        "==" => left.EqualTo(right, budget),
        "!=" => !left.EqualTo(right, budget),
        "in" => Contains(right, left, budget),
        "not in" => !Contains(right, left, budget),
        _ => Ordered(op, left, right, budget),
    };

    public static bool Less(Value left, Value right, Budget budget) => Ordered("<", left, right, budget);

    public static bool Contains(Value container, Value item, Budget budget)
    {
        switch (container)
        {
            case StrValue text when item is StrValue part: return text.Text.Contains(part.Text, StringComparison.Ordinal);
            case StrValue: throw Faults.Type($"'in <string>' requires string as left operand, not {item.TypeName}");
            case DictValue dict: item.Hash(); return dict.TryGet(item, out _);
            case StreamSliceValue slice: item.Hash(); return slice.All.TryGet(item, out _);
            case SetValue set: return set.Entries.ContainsKey(item);
            case BytesValue bytes when item is BytesValue part: return bytes.Bytes.Contains(part.Bytes, StringComparison.Ordinal);
        }
        using var items = container.Iterate() ?? throw Faults.Type($"argument of type '{container.TypeName}' is not iterable");
        while (items.MoveNext())
        {
            budget.Step();
            if (ReferenceEquals(items.Current, item) || items.Current.EqualTo(item, budget)) return true;
        }
        return false;
    }

    private static bool Ordered(string op, Value left, Value right, Budget budget)
    {
        if (left is UndefinedValue a) throw Faults.Undefined(a);
        if (right is UndefinedValue b) throw Faults.Undefined(b);
        if (SetAlgebra.Apply(op, left, right) is { } answer) return answer.Truthy;
        return Order(op, left, right, budget) is { } order && op switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    /// <summary>Null where every comparison is false (NaN).</summary>
    private static int? Order(string op, Value left, Value right, Budget budget)
    {
        if (Numbers.IsNumber(left) && Numbers.IsNumber(right)) return Numbers.Compare(left, right);
        if (left is StrValue s && right is StrValue t) return CompareText(s.Text, t.Text);
        if (left is BytesValue x && right is BytesValue y) return string.CompareOrdinal(x.Bytes, y.Bytes);
        if (left is SequenceValue m && right is SequenceValue n && m.GetType() == n.GetType()) return Sequences(op, m, n, budget);
        if (left is IOrderedValue ordered && ordered.CompareWith(right) is { } order) return order;
        throw Faults.Type($"'{op}' not supported between instances of '{left.TypeName}' and '{right.TypeName}'");
    }

    private static int? Sequences(string op, SequenceValue left, SequenceValue right, Budget budget)
    {
        Stack.Ensure();
        for (var i = 0; i < Math.Min(left.Items.Count, right.Items.Count); i++)
        {
            budget.Step();
            if (!left.Items[i].EqualTo(right.Items[i], budget)) return Order(op, left.Items[i], right.Items[i], budget);
        }
        return left.Items.Count.CompareTo(right.Items.Count);
    }

    /// <summary>By code point, which differs from the order of UTF-16 units above U+D800.</summary>
    private static int CompareText(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length) return left.Length.CompareTo(right.Length);
        var (a, b) = (left[common], right[common]);
        var (x, y) = (char.IsSurrogate(a), char.IsSurrogate(b));
        return x == y ? a.CompareTo(b) : x ? 1 : -1;
    }
}
