using System.Globalization;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Trees;

/// <summary>
/// Paths into trees with the meaning of Python's dpath: a step is a key or a list index, <c>*</c> stands for any one step, <c>**</c> for any
/// number; a step with * ? or [ is matched as a shell pattern.
/// </summary>
internal static class TreePath
{
    public static Value? Get(Value tree, IReadOnlyList<string> path)
    {
        if (path.Any(IsPattern)) return Values(tree, path).FirstOrDefault();
        var current = tree;
        foreach (var step in path)
        {
            var next = Step(current, step);
            if (next is null) return null;
            current = next;
        }
        return current;
    }

    /// <summary>Every value that a path with wildcards meets, in document order.</summary>
    public static IEnumerable<Value> Values(Value tree, IReadOnlyList<string> path) => Match(tree, path, 0);

    /// <summary>Sets a value, making mappings on the way; a numeric step into a list extends it with nulls.</summary>
    public static void New(Value tree, IReadOnlyList<string> path, Value value)
    {
        var current = Own(tree);
        for (var i = 0; i < path.Count - 1; i++)
        {
            var next = Step(current, path[i]);
            if (next is not (DictValue or ListValue))
            {
                next = new DictValue();
                Put(current, path[i], next);
            }
            current = next;
        }
        Put(current, path[^1], value);
    }

    /// <summary>Sets a value where the path already exists; returns how many places were set.</summary>
    public static int Set(Value tree, IReadOnlyList<string> path, Value value)
    {
        var places = path.Count == 1 ? [tree] : Match(Own(tree), path, 0, path.Count - 1).ToList();
        var set = 0;
        foreach (var place in places)
            foreach (var step in Steps(place, path[^1]).ToList())
            {
                Put(place, step, value);
                set++;
            }
        return set;
    }

    /// <summary>Deletes what a path meets; returns how many values went. An item inside a list becomes null, so that the others keep their places.</summary>
    public static int Delete(Value tree, IReadOnlyList<string> path)
    {
        var deleted = 0;
        if (path is ["**"]) path = ["*"];
        foreach (var place in Match(Own(tree), path, 0, path.Count - 1).ToList())
            foreach (var step in Steps(place, path[^1]).ToList())
            {
                Drop(place, step);
                deleted++;
            }
        return deleted;
    }

    /// <summary>Deletes every scalar, wherever it is, that the filter accepts.</summary>
    public static void DeleteScalars(Value tree, Func<Value, bool> filter)
    {
        foreach (var step in Steps(Own(tree), "*").ToList())
        {
            if (Step(tree, step) is not { } value) continue;
            if (value is DictValue or ListValue) DeleteScalars(value, filter);
            else if (filter(value)) Drop(tree, step);
        }
    }

    /// <summary>A mapping that still is bytes gives a new object for each look at what lies in it: one that is changed must be read first.</summary>
    private static Value Own(Value tree)
    {
        if (tree is DictValue { IsParsed: false } map) _ = map.Entries;
        return tree;
    }

    private static IEnumerable<Value> Match(Value tree, IReadOnlyList<string> path, int at, int? end = null)
    {
        var last = end ?? path.Count;
        if (at == last) return [tree];
        if (path[at] == "**")
            return Match(tree, path, at + 1, last).Concat(Steps(tree, "*").SelectMany(step => Match(Step(tree, step)!, path, at, last)));
        return Steps(tree, path[at]).SelectMany(step => Match(Step(tree, step)!, path, at + 1, last));
    }

    private static IEnumerable<string> Steps(Value tree, string step)
    {
        if (!IsPattern(step)) return Step(tree, step) is null ? [] : [step];
        return tree switch
        {
            DictValue map => Tree.Entries(map).Select(entry => entry.Key).Where(key => ShellPattern.IsMatch(step, key)).ToList(),
            ListValue list => Enumerable.Range(0, list.Items.Count).Select(index => index.ToString(CultureInfo.InvariantCulture)).Where(index => ShellPattern.IsMatch(step, index)),
            _ => [],
        };
    }

    public static bool IsPattern(string step) => step.AsSpan().IndexOfAny("*?[") >= 0;

    private static Value? Step(Value tree, string step) => tree switch
    {
        DictValue map => map[step],
        StreamSliceValue slice => slice.All[step],
        ListValue list => Index(step) is { } index && index < list.Items.Count && (index >= 0 || list.Items.Count + index >= 0)
            ? list.Items[index < 0 ? list.Items.Count + index : index] : null,
        _ => null,
    };

    private static int? Index(string step) => int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static void Put(Value tree, string step, Value value)
    {
        if (tree is DictValue map) map[step] = value;
        else if (tree is ListValue list && Index(step) is { } index && index >= 0 && index < 100_000)
        {
            while (list.Elements.Count <= index) list.Elements.Add(Tree.None);
            list.Elements[index] = value;
        }
    }

    private static void Drop(Value tree, string step)
    {
        if (tree is DictValue map) Tree.Remove(map, step);
        else if (tree is ListValue list && Index(step) is { } index && index >= 0 && index < list.Elements.Count)
        {
            if (index == list.Elements.Count - 1) list.Elements.RemoveAt(index);
            else list.Elements[index] = Tree.None;
        }
    }
}
