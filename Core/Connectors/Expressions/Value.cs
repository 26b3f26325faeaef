using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions;

/// <summary>A value of the expression language: one of Python's types, with Python's behaviour.</summary>
public abstract partial class Value
{
    /// <summary>The name of Python's type: str, int, float, bool, NoneType, list, dict, tuple, datetime and so on.</summary>
    public abstract string TypeName { get; }

    /// <summary>Whether the value counts as true in a condition.</summary>
    public virtual bool Truthy => true;

    public bool IsNone => this is NoneValue;

    /// <summary>The text of a str; null for any other type.</summary>
    public string? AsText => (this as StrValue)?.Text;

    /// <summary>What Python's str() gives.</summary>
    /// <exception cref="ExpressionException">The text is longer than the limit.</exception>
    public override string ToString()
    {
        if (this is StrValue text) return text.Text;
        var buffer = new TextBuffer(new Budget(ExpressionLimits.Default));
        WriteStr(buffer);
        return buffer.ToString();
    }

    internal string Str(Budget budget)
    {
        if (this is StrValue text) return text.Text;
        var buffer = new TextBuffer(budget);
        WriteStr(buffer);
        return buffer.ToString();
    }

    internal string Repr(Budget budget)
    {
        var buffer = new TextBuffer(budget);
        WriteRepr(buffer);
        return buffer.ToString();
    }

    internal abstract void WriteRepr(TextBuffer buffer);

    internal virtual void WriteStr(TextBuffer buffer) => WriteRepr(buffer);

    /// <summary>Number of items, or null where Python's len() raises a TypeError.</summary>
    internal virtual int? Length => null;

    /// <summary>The item under a key, or null where Python raises TypeError or LookupError.</summary>
    internal virtual Value? Item(Value key) => null;

    /// <summary>The attribute or method, or null where Python raises AttributeError.</summary>
    internal virtual Value? Attribute(string name) => Methods?.Bind(this, name);

    internal virtual MethodTable? Methods => null;

    /// <summary>The items, or null where Python's iter() raises a TypeError.</summary>
    internal virtual IEnumerator<Value>? Iterate() => null;

    internal virtual bool EqualTo(Value other, Budget budget) => ReferenceEquals(this, other);

    /// <summary>Hash consistent with equality across types; a TypeError for the unhashable.</summary>
    internal virtual int Hash() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>True where str() and then literal evaluation give the same value back.</summary>
    internal virtual bool IsLiteral(Budget budget) => false;
}
