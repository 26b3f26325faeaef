using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Methods of Python's dict.</summary>
internal static class DictMethods
{
    public static MethodTable Table { get; } = new MethodTable()
        .Add("get", "/key /default?", (self, a, _) => Find(self, a[0]!) ?? a[1] ?? NoneValue.Instance)
        .Add("keys", "", (self, _, _) => new DictViewValue(Of(self), "keys"))
        .Add("values", "", (self, _, _) => new DictViewValue(Of(self), "values"))
        .Add("items", "", (self, _, _) => new DictViewValue(Of(self), "items"))
        .Add("copy", "", (self, _, _) => Copy(Of(self)))
        .AddRaw("update", Update)
        .Add("pop", "/key /default?", Pop)
        .Add("popitem", "", PopItem)
        .Add("setdefault", "/key /default?", SetDefault)
        .Add("clear", "", (self, _, _) =>
        {
            Of(self).Entries.Clear();
            return NoneValue.Instance;
        })
        .Add("fromkeys", "/iterable /value?", (_, a, e) =>
        {
            var dict = new DictValue();
            foreach (var key in e.Items(a[0]!)) dict.Entries[key] = a[1] ?? NoneValue.Instance;
            return dict;
        });

    public static DictValue Copy(DictValue dict)
    {
        var copy = new DictValue();
        foreach (var (key, value) in dict.Pairs) copy.Entries[key] = value;
        return copy;
    }

    /// <summary>Adds the pairs of a mapping, or of an iterable of pairs.</summary>
    public static void AddAll(DictValue dict, Value source, Evaluation evaluation)
    {
        if (source is StreamSliceValue slice) source = slice.All;
        if (source is DictValue other)
        {
            foreach (var (key, value) in other.Pairs.ToList()) dict.Entries[key] = value;
            return;
        }
        foreach (var pair in evaluation.Items(source))
        {
            var items = evaluation.ToList(pair);
            if (items.Count != 2) throw Faults.Value($"dictionary update sequence element has length {items.Count}; 2 is required");
            dict.Entries[items[0]] = items[1];
        }
    }

    private static DictValue Of(Value self) => self as DictValue ?? ((StreamSliceValue)self).All;

    private static Value? Find(Value self, Value key)
    {
        if (key is not StrValue) key.Hash();
        return Of(self).TryGet(key, out var value) ? value : null;
    }

    private static NoneValue Update(Value self, Arguments arguments, Evaluation evaluation)
    {
        if (arguments.Positional.Length > 1) throw Faults.Type("update expected at most 1 argument");
        evaluation.Budget.Claim(arguments.Count);
        if (arguments.Positional.Length == 1) AddAll(Of(self), arguments.Positional[0], evaluation);
        foreach (var (name, value) in arguments.Named) Of(self)[name] = value;
        return NoneValue.Instance;
    }

    private static Value Pop(Value self, Value?[] a, Evaluation evaluation)
    {
        if (Find(self, a[0]!) is not { } value) return a[1] ?? throw Faults.Key(evaluation.Text(a[0]!));
        Of(self).Entries.Remove(a[0]!);
        return value;
    }

    private static TupleValue PopItem(Value self, Value?[] a, Evaluation evaluation)
    {
        var entries = Of(self).Entries;
        if (entries.Count == 0) throw Faults.Key("popitem(): dictionary is empty");
        var (key, value) = entries.GetAt(entries.Count - 1);
        entries.RemoveAt(entries.Count - 1);
        return new TupleValue(key, value);
    }

    private static Value SetDefault(Value self, Value?[] a, Evaluation evaluation)
    {
        if (Find(self, a[0]!) is { } value) return value;
        evaluation.Budget.Claim(1);
        return Of(self).Entries[a[0]!] = a[1] ?? NoneValue.Instance;
    }
}
