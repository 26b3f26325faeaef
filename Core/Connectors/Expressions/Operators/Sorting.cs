using Supertrack.Core.Connectors.Expressions.Nodes;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>Python's sorted(): stable, by a key, equal keys keeping their order in reverse too.</summary>
internal static class Sorting
{
    public static List<Value> Sort(IEnumerable<Value> items, Func<Value, Value> key, bool reverse, Evaluation evaluation)
    {
        var keyed = items.Select(item => (Key: key(item), Item: item)).ToList();
        if (reverse) keyed.Reverse();
        var sorted = MergeSort(keyed, evaluation.Budget);
        if (reverse) sorted.Reverse();
        return sorted.ConvertAll(pair => pair.Item);
    }

    private static List<(Value Key, Value Item)> MergeSort(List<(Value Key, Value Item)> items, Budget budget)
    {
        if (items.Count < 2) return items;
        var left = MergeSort(items[..(items.Count / 2)], budget);
        var right = MergeSort(items[(items.Count / 2)..], budget);
        var merged = new List<(Value, Value)>(items.Count);
        for (int l = 0, r = 0; l < left.Count || r < right.Count;)
        {
            budget.Step();
            if (l >= left.Count || (r < right.Count && Comparison.Less(right[r].Key, left[l].Key, budget))) merged.Add(right[r++]);
            else merged.Add(left[l++]);
        }
        return merged;
    }
}
