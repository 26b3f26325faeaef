using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>Filters on sequences and mappings that keep their order.</summary>
internal static class SequenceFilters
{
    public static void AddTo(Filters filters) => filters
        .Add("default d", "default_value? boolean?", (v, a, _) => v is UndefinedValue || (a[1].FlagOr(false) && !v.Truthy) ? a[0] ?? StrValue.Empty : v)
        .Add("length count", "", (v, _, _) => v.Length is { } length ? IntValue.Of(length) : throw Faults.Type($"object of type '{v.TypeName}' has no len()"))
        .Add("first", "", (v, _, e) => e.Items(v).FirstOrDefault() ?? new UndefinedValue(null, hint: "No first item, sequence was empty."))
        .Add("last", "", (v, _, e) => Reversed(v, e).LastOrDefault() ?? new UndefinedValue(null, hint: "No last item, sequence was empty."))
        .Add("list", "", (v, _, e) => new ListValue(e.ToList(v)))
        .Add("items", "", Items)
        .Add("join", "d? attribute?", Join)
        .Add("reverse", "", Reverse)
        .Add("sum", "attribute? start?", Sum)
        .Add("batch", "linecount fill_with?", Batch)
        .Add("slice", "slices fill_with?", Slice)
        .Add("attr", "name", (v, a, _) => v.Attribute(a[0]!.Text()) ?? new UndefinedValue(a[0]!.Text(), v.TypeName))
        .Add("random", "", (v, _, e) => v.Length is > 0 and var n ? ItemExpression.Read(v, IntValue.Of((long)(e.Now.Ticks / 10 % n)), e) : v.Length == 0
            ? new UndefinedValue(null, hint: "No random item, sequence was empty.") : throw Faults.Type($"object of type '{v.TypeName}' has no len()"));

    /// <summary>The items of what Python can walk backwards; generators and sets are not of these.</summary>
    private static List<Value> Reversed(Value value, Evaluation evaluation) => value switch
    {
        UndefinedValue undefined => throw Faults.Type($"'{undefined.TypeName}' object is not reversible"),
        StrValue or SequenceValue or DictValue or DictViewValue or BytesValue => evaluation.ToList(value),
        _ => throw Faults.Type($"'{value.TypeName}' object is not reversible"),
    };

    private static GeneratorValue Items(Value value, Value?[] a, Evaluation evaluation) => value switch
    {
        UndefinedValue => new GeneratorValue([]),
        DictValue or StreamSliceValue => new GeneratorValue(new DictViewValue(value as DictValue ?? ((StreamSliceValue)value).All, "items").Iterate(), "generator"),
        _ => throw Faults.Type("Can only get item pairs from a mapping."),
    };

    private static StrValue Join(Value value, Value?[] a, Evaluation evaluation)
    {
        var separator = a[0] is null ? "" : evaluation.Text(a[0]!);
        var read = AttributePath.Reader(a[1], evaluation);
        var text = new TextBuffer(evaluation.Budget);
        var first = true;
        foreach (var item in evaluation.Items(value))
        {
            if (!first) text.Append(separator);
            first = false;
            read(item).WriteStr(text);
        }
        return new StrValue(text.ToString());
    }

    private static Value Reverse(Value value, Value?[] a, Evaluation evaluation)
    {
        if (value is StrValue text) return new StrValue(CodePoints.Reverse(text.Text));
        if (value.Iterate() is null) throw Faults.FilterArgument("argument must be iterable");
        var items = evaluation.ToList(value);
        items.Reverse();
        return value is GeneratorValue or SetValue or UndefinedValue ? new ListValue(items) : new GeneratorValue(items.GetEnumerator(), value.TypeName + "_reverseiterator");
    }

    private static Value Sum(Value value, Value?[] a, Evaluation evaluation)
    {
        var read = AttributePath.Reader(a[0], evaluation);
        var total = a[1] ?? IntValue.Of(0);
        if (total is StrValue) throw Faults.Type("sum() can't sum strings [use ''.join(seq) instead]");
        foreach (var item in evaluation.Items(value)) total = Arithmetic.Apply("+", total, read(item), evaluation.Budget);
        return total;
    }

    private static GeneratorValue Batch(Value value, Value?[] a, Evaluation evaluation)
    {
        var size = a[0]!.Index();
        return new GeneratorValue(Batches());

        IEnumerable<Value> Batches()
        {
            var batch = new List<Value>();
            foreach (var item in evaluation.Items(value))
            {
                if (batch.Count == size)
                {
                    yield return new ListValue(batch);
                    batch = [];
                }
                batch.Add(item);
            }
            if (batch.Count == 0) yield break;
            if (a[1] is not (null or NoneValue) && batch.Count < size)
            {
                evaluation.Budget.Claim(size);
                batch.AddRange(Enumerable.Repeat(a[1]!, size - batch.Count));
            }
            yield return new ListValue(batch);
        }
    }

    private static GeneratorValue Slice(Value value, Value?[] a, Evaluation evaluation)
    {
        return new GeneratorValue(Slices());

        IEnumerable<Value> Slices()
        {
            var items = evaluation.ToList(value);
            var slices = a[0]!.Index();
            if (slices == 0) throw Faults.ZeroDivision("integer division or modulo by zero");
            if (slices < 0) yield break;
            var (size, extra) = (items.Count / slices, items.Count % slices);
            for (int number = 0, at = 0; number < slices; number++)
            {
                evaluation.Budget.Step();
                var count = size + (number < extra ? 1 : 0);
                var slice = items.GetRange(at, count);
                at += count;
                if (a[1] is not (null or NoneValue) && number >= extra) slice.Add(a[1]!);
                yield return new ListValue(slice);
            }
        }
    }
}
