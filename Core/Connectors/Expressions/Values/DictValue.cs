using System.Diagnostics.CodeAnalysis;
using Supertrack.Core.Connectors.Expressions.Methods;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Python's dict, in insertion order. One made from JSON bytes is read key by key and only parsed in full when needed.</summary>
public sealed class DictValue : Value
{
    private OrderedDictionary<Value, Value>? _entries;
    private readonly ReadOnlyMemory<byte> _json;

    public DictValue() => _entries = new(ValueEquality.Instance);

    public DictValue(IEnumerable<KeyValuePair<string, Value>> entries) : this()
    {
        foreach (var (key, value) in entries) _entries![new StrValue(key)] = value;
    }

    internal DictValue(ReadOnlyMemory<byte> json) => _json = json;

    public override string TypeName => "dict";

    public override bool Truthy => Entries.Count > 0;

    public int Count => Entries.Count;

    /// <summary>The entries in insertion order.</summary>
    public IEnumerable<KeyValuePair<Value, Value>> Pairs => Entries;

    internal OrderedDictionary<Value, Value> Entries => _entries ??= JsonValues.ReadEntries(_json.Span);

    internal override MethodTable? Methods => DictMethods.Table;

    internal override int? Length => Entries.Count;

    internal bool IsParsed => _entries is not null;

    /// <summary>The bytes of a dict that was not parsed yet.</summary>
    internal ReadOnlyMemory<byte> Json => _json;

    /// <summary>The value under a str key.</summary>
    [System.Runtime.CompilerServices.IndexerName("Member")]
    public Value? this[string key]
    {
        get => TryGet(new StrValue(key), out var value) ? value : null;
        set => Entries[new StrValue(key)] = value ?? NoneValue.Instance;
    }

    internal bool TryGet(Value key, [NotNullWhen(true)] out Value? value)
    {
        if (_entries is null && key is StrValue name)
        {
            value = JsonValues.Find(_json, name.Text);
            return value is not null;
        }
        return Entries.TryGetValue(key, out value);
    }

    internal override Value? Item(Value key)
    {
        if (key is ListValue or DictValue or SetValue) return null;
        return TryGet(key, out var value) ? value : null;
    }

    internal override IEnumerator<Value> Iterate() => new LiveKeys(this).Read();

    internal override bool EqualTo(Value other, Budget budget)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is not DictValue dict || dict.Count != Count) return false;
        Stack.Ensure();
        foreach (var (key, value) in Entries)
        {
            budget.Step();
            if (!dict.Entries.TryGetValue(key, out var theirs) || !value.EqualTo(theirs, budget)) return false;
        }
        return true;
    }

    internal override int Hash() => throw Faults.Type("unhashable type: 'dict'");

    internal override bool IsLiteral(Budget budget)
    {
        Stack.Ensure();
        foreach (var (key, value) in Entries)
        {
            budget.Step();
            if (!key.IsLiteral(budget) || !value.IsLiteral(budget)) return false;
        }
        return true;
    }

    internal override void WriteRepr(TextBuffer buffer) => buffer.Nested(this, "{...}", text =>
    {
        text.Append('{');
        var first = true;
        foreach (var (key, value) in Entries)
        {
            if (!first) text.Append(", ");
            first = false;
            text.Budget.Step();
            key.WriteRepr(text);
            text.Append(": ");
            value.WriteRepr(text);
        }
        text.Append('}');
    });
}
