using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>Filters that sort, group and compare; without case unless asked.</summary>
internal static class OrderFilters
{
    public static void AddTo(Filters filters) => filters
        .Add("sort", "reverse? case_sensitive? attribute?", (v, a, e) => new ListValue(
            Sorting.Sort(e.ToList(v), AttributePath.ListReader(a[2], e, Case(a[1])), a[0].FlagOr(false), e)))
        .Add("dictsort", "case_sensitive? by? reverse?", DictSort)
        .Add("unique", "case_sensitive? attribute?", Unique)
        .Add("groupby", "attribute default? case_sensitive?", GroupBy)
        .Add("min", "case_sensitive? attribute?", (v, a, e) => Extreme(v, a, "<", e))
        .Add("max", "case_sensitive? attribute?", (v, a, e) => Extreme(v, a, ">", e));

    private static Func<Value, Value> Case(Value? sensitive) => sensitive.FlagOr(false) ? value => value : AttributePath.IgnoreCase;

    private static Value Extreme(Value value, Value?[] a, string op, Evaluation evaluation)
    {
        var items = evaluation.ToList(value);
        if (items.Count == 0) return new UndefinedValue(null, hint: "No aggregated item, sequence was empty.");
        var (read, fold) = (AttributePath.Reader(a[1], evaluation), Case(a[0]));
        return Extremes.Pick(items, item => fold(read(item)), op, evaluation);
    }

    private static ListValue DictSort(Value value, Value?[] a, Evaluation evaluation)
    {
        var by = a[1].TextOrNone() ?? "key";
        if (by is not ("key" or "value")) throw Faults.FilterArgument("You can only sort by either \"key\" or \"value\"");
        if (value is UndefinedValue undefined) throw Faults.Undefined(undefined);
        if (value is not (DictValue or StreamSliceValue)) throw Faults.Attribute($"'{value.TypeName}' object has no attribute 'items'");
        var dict = value as DictValue ?? ((StreamSliceValue)value).All;
        var fold = Case(a[0]);
        var pairs = evaluation.ToList(new DictViewValue(dict, "items"));
        return new ListValue(Sorting.Sort(pairs, pair => fold(((TupleValue)pair).Items[by == "key" ? 0 : 1]), a[2].FlagOr(false), evaluation));
    }

    private static GeneratorValue Unique(Value value, Value?[] a, Evaluation evaluation)
    {
        var (read, fold) = (AttributePath.Reader(a[1], evaluation), Case(a[0]));
        return new GeneratorValue(Items());

        IEnumerable<Value> Items()
        {
            var seen = new HashSet<Value>(ValueEquality.Instance);
            foreach (var item in evaluation.Items(value))
                if (seen.Add(fold(read(item)))) yield return item;
        }
    }

    private static ListValue GroupBy(Value value, Value?[] a, Evaluation evaluation)
    {
        var (read, fold) = (AttributePath.Reader(a[0], evaluation, a[1]), Case(a[2]));
        var groups = new List<(Value Key, Value Shown, List<Value> Items)>();
        foreach (var item in Sorting.Sort(evaluation.ToList(value), item => fold(read(item)), false, evaluation))
        {
            var shown = read(item);
            var key = fold(shown);
            if (groups.Count == 0 || !groups[^1].Key.EqualTo(key, evaluation.Budget)) groups.Add((key, shown, []));
            groups[^1].Items.Add(item);
        }
        return new ListValue(groups.Select(group => new TupleValue([group.Shown, new ListValue(group.Items)], ["grouper", "list"])));
    }
}
