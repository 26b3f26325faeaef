using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Transformations;

internal sealed record AddedField(IReadOnlyList<string> Path, Interpolated Value, ResultTypes Types);

/// <summary>Sets fields to the values of templates.</summary>
internal sealed class AddFields(IReadOnlyList<AddedField> fields, Condition? condition) : ITransformation
{
    public void Apply(DictValue record, Scope scope)
    {
        foreach (var field in fields)
        {
            scope.Set("record", record);
            var value = field.Value.Evaluate(scope, field.Types);
            if (condition is not null && !Holds(scope, field, value)) continue;
            if (field.Path.Count == 1) record[field.Path[0]] = value;
            else TreePath.New(record, field.Path, value);
        }
    }

    private bool Holds(Scope scope, AddedField field, Value value)
    {
        scope.Set("value", value).Set("path", new ListValue(field.Path.Select(Tree.Text).ToList()));
        var holds = condition!.Holds(scope);
        scope.Set("value", null).Set("path", null);
        return holds;
    }
}

/// <summary>Removes what paths meet; with a condition, every scalar of the record for which it holds.</summary>
internal sealed class RemoveFields(IReadOnlyList<IReadOnlyList<string>> pointers, Condition? condition) : ITransformation
{
    /// <summary>Fields at the top, which need no search.</summary>
    private readonly StrValue?[] _names = [.. pointers.Select(pointer => pointer is [var name] && !TreePath.IsPattern(name) ? new StrValue(name) : null)];

    public void Apply(DictValue record, Scope scope)
    {
        for (var i = 0; i < pointers.Count; i++)
        {
            if (condition is null && _names[i] is { } name) record.Entries.Remove(name);
            else if (condition is null) TreePath.Delete(record, pointers[i]);
            else TreePath.DeleteScalars(record, value => condition.Holds(scope.Set("property", value)));
        }
        scope.Set("property", null);
    }
}

/// <summary>Lifts the fields of an inner mapping to the top, or makes them the whole record.</summary>
internal sealed class DpathFlatten(IReadOnlyList<string> path, bool deleteOrigin, bool replaceRecord, string prefix, string suffix) : ITransformation
{
    public void Apply(DictValue record, Scope scope)
    {
        if ((path.Contains("*") ? TreePath.Values(record, path).FirstOrDefault() : TreePath.Get(record, path)) is not DictValue inner) return;
        var lifted = Tree.Entries(inner).Select(entry => KeyValuePair.Create($"{prefix}{entry.Key}{suffix}", entry.Value)).ToList();
        if (replaceRecord && lifted.Count > 0)
        {
            record.Entries.Clear();
        }
        else
        {
            if (lifted.Any(entry => record[entry.Key] is not null)) return;
            if (deleteOrigin) TreePath.Delete(record, path);
        }
        foreach (var (key, value) in lifted) record[key] = value;
    }
}

/// <summary>Makes all inner fields fields of the record; names that meet get their parent's name in front.</summary>
internal sealed class FlattenFields(bool flattenLists) : ITransformation
{
    public void Apply(DictValue record, Scope scope)
    {
        var flat = new DictValue();
        var stack = new Stack<(Value Value, string Key)>();
        stack.Push((new DictValue(Tree.Entries(record)), "_"));
        var withParent = false;
        while (stack.TryPop(out var item))
        {
            if (item.Value is DictValue map)
            {
                foreach (var (key, value) in Tree.Entries(map))
                    stack.Push((value, withParent || flat[key] is not null ? $"{item.Key}.{key}" : key));
            }
            else if (item.Value is ListValue list && flattenLists)
            {
                for (var i = 0; i < list.Items.Count; i++)
                {
                    withParent = true;
                    stack.Push((list.Items[i], $"{item.Key}.{i}"));
                }
            }
            else flat[item.Key] = item.Value;
        }
        record.Entries.Clear();
        foreach (var (key, value) in Tree.Entries(flat)) record[key] = value;
    }
}
