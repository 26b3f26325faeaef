using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>Takes the records out of a decoded body by a path, which may have wildcards, and expands lists inside them where asked.</summary>
internal sealed class RecordExtractor(IBodyDecoder decoder, IReadOnlyList<string> path, RecordExpander? expander)
{
    /// <summary>The path where records can be found in the bytes of a JSON body without decoding it; else null.</summary>
    public IReadOnlyList<string>? RawPath =>
        decoder is JsonDecoder && expander is null && !path.Any(step => step.AsSpan().IndexOfAny("*?[") >= 0) ? path : null;

    public IBodyDecoder Decoder => decoder;

    public IEnumerable<Value> Extract(HttpAnswer answer) => decoder.Decode(answer.Body, answer).SelectMany(Extract);

    public IEnumerable<Value> Extract(Value body)
    {
        Value? found;
        if (path.Count == 0) found = body;
        else if (path.Contains("*")) found = new ListValue(TreePath.Values(body, path).ToList());
        else found = TreePath.Get(body, path);
        IEnumerable<Value> records = found is ListValue list ? list.Items : found is { Truthy: true } ? [found] : [];
        return expander is null ? records : records.SelectMany(expander.Expand);
    }
}

/// <summary>Makes a record of each item of a list inside a record.</summary>
internal sealed class RecordExpander(IReadOnlyList<string> path, bool keepOriginal, bool emitParent)
{
    public IEnumerable<Value> Expand(Value record)
    {
        if (record is not DictValue parent || path.Count == 0) return [record];
        var expanded = TreePath.Values(parent, path).OfType<ListValue>().SelectMany(list => list.Items).Select(item => One(parent, item)).ToList();
        return expanded.Count == 0 && emitParent ? [parent] : expanded;
    }

    private Value One(DictValue parent, Value item)
    {
        if (item is DictValue map)
        {
            var record = Tree.CopyMap(map);
            if (keepOriginal) record["original_record"] = Tree.Copy(parent);
            return record;
        }
        if (!keepOriginal) return item;
        var wrapped = Tree.Map("value", item);
        wrapped["original_record"] = Tree.Copy(parent);
        return wrapped;
    }
}
