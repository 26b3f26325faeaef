using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Methods of Python's tuple, which list has too.</summary>
internal static class TupleMethods
{
    public static MethodTable Table { get; } = new MethodTable()
        .Add("count", "/value", (self, a, e) => IntValue.Of(((SequenceValue)self).Items.Count(item => item.EqualTo(a[0]!, e.Budget))))
        .Add("index", "/value /start? /stop?", (self, a, e) =>
        {
            var items = ((SequenceValue)self).Items;
            var (start, stop) = (Bound(a[1].IndexOr(0), items.Count), Bound(a[2].IndexOr(items.Count), items.Count));
            for (var i = start; i < stop; i++)
                if (items[i].EqualTo(a[0]!, e.Budget)) return IntValue.Of(i);
            throw Faults.Value($"{a[0]!.Repr(e.Budget)} is not in {self.TypeName}");
        });

    public static int Find(IReadOnlyList<Value> items, Value value, Evaluation evaluation)
    {
        for (var i = 0; i < items.Count; i++)
            if (items[i].EqualTo(value, evaluation.Budget)) return i;
        return -1;
    }

    private static int Bound(int index, int count) => Math.Clamp(index < 0 ? index + count : index, 0, count);
}
