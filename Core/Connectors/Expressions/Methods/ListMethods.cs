using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Methods of Python's list.</summary>
internal static class ListMethods
{
    public static MethodTable Table { get; } = new MethodTable()
        .AddAll(TupleMethods.Table)
        .Add("append", "/object", (self, a, e) => Change(self, e, list => list.Add(a[0]!)))
        .Add("extend", "/iterable", (self, a, e) => Change(self, e, list => list.AddRange(e.ToList(a[0]!))))
        .Add("insert", "/index /object", (self, a, e) => Change(self, e, list => list.Insert(Position(a[0]!.Index(), list.Count), a[1]!)))
        .Add("remove", "/value", (self, a, e) => Change(self, e, list => list.RemoveAt(TupleMethods.Find(list, a[0]!, e) is var i and >= 0 ? i : throw Faults.Value("list.remove(x): x not in list"))))
        .Add("clear", "", (self, _, e) => Change(self, e, list => list.Clear()))
        .Add("reverse", "", (self, _, e) => Change(self, e, list => list.Reverse()))
        .Add("copy", "", (self, _, e) => new ListValue(e.ToList(self)))
        .Add("pop", "/index?", Pop)
        .Add("sort", "key? reverse?", Sort);

    private static NoneValue Change(Value self, Evaluation evaluation, Action<List<Value>> change)
    {
        evaluation.Budget.Claim(1);
        change(((ListValue)self).Elements);
        return NoneValue.Instance;
    }

    private static int Position(int index, int count) => Math.Clamp(index < 0 ? index + count : index, 0, count);

    private static Value Pop(Value self, Value?[] a, Evaluation evaluation)
    {
        var list = ((ListValue)self).Elements;
        if (list.Count == 0) throw Faults.Index("pop from empty list");
        var index = a[0].IndexOr(-1);
        if (index < 0) index += list.Count;
        if (index < 0 || index >= list.Count) throw Faults.Index("pop index out of range");
        var value = list[index];
        list.RemoveAt(index);
        return value;
    }

    private static NoneValue Sort(Value self, Value?[] a, Evaluation evaluation)
    {
        var list = ((ListValue)self).Elements;
        var sorted = Sorting.Sort(list, item => a[0] is null or NoneValue ? item : CallExpression.Invoke(a[0]!, Arguments.Of(item), evaluation), a[1].FlagOr(false), evaluation);
        list.Clear();
        list.AddRange(sorted);
        return NoneValue.Instance;
    }
}
