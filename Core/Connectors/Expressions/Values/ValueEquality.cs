namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's equality for the keys of dicts and sets, where 1, 1.0 and True are one key.</summary>
internal sealed class ValueEquality : IEqualityComparer<Value>
{
    private ValueEquality()
    {
    }

    public static ValueEquality Instance { get; } = new();

    public bool Equals(Value? x, Value? y)
    {
        if (ReferenceEquals(x, y)) return true;
        if (x is StrValue left && y is StrValue right) return left.Text == right.Text;
        return x is not null && y is not null && x.EqualTo(y, new Budget(ExpressionLimits.Default));
    }

    public int GetHashCode(Value obj) => obj.Hash();
}
