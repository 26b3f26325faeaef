using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Partitions;

/// <summary>A parent stream and what is taken of its records.</summary>
internal sealed record ParentLink
{
    public required string Name { get; init; }

    /// <summary>Opens the parent stream at its state.</summary>
    public required Func<ParentReader> Open { get; init; }

    /// <summary>Path of the field whose value makes the partition; slashes separate steps.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    public required string PartitionField { get; init; }

    public IReadOnlyList<IReadOnlyList<string>> ExtraFields { get; init; } = [];

    public RequestOption? Option { get; init; }

    /// <summary>The parent is read from where it was left, and its state kept with the child's.</summary>
    public bool Incremental { get; init; }

    /// <summary>Path of the child's first page inside the parent's record; null where the child is always asked for.</summary>
    public IReadOnlyList<string>? ChildPath { get; init; }
}

/// <summary>A partition for each record of one or more parent streams.</summary>
internal sealed class SubstreamRouter(IReadOnlyList<ParentLink> parents) : IPartitionRouter
{
    /// <summary>Where a lazily read child's first page lies in a slice's extra fields.</summary>
    public const string ChildResponse = "child_response";

    private readonly ParentReader?[] _readers = new ParentReader?[parents.Count];
    private readonly Queue<Slice> _pending = new();
    private int _parent;

    public async ValueTask<Slice?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_pending.TryDequeue(out var slice)) return slice;
            if (_parent == parents.Count) return null;
            if (await Reader(_parent).NextPageAsync(cancellationToken) is not { } page)
            {
                _parent++;
                continue;
            }
            var state = page.StateChanged || _pending.Count == 0 ? ParentState() : null;
            foreach (var record in page.Records)
                if (SliceOf(parents[_parent], page.Slice, record, state) is { } child) _pending.Enqueue(child);
        }
    }

    private ParentReader Reader(int index) => _readers[index] ??= parents[index].Open();

    private static Slice? SliceOf(ParentLink link, Slice parentSlice, DictValue record, JsonObject? state)
    {
        if (TreePath.Get(record, link.Key) is not { } value) return null;
        var partition = Tree.Map(link.PartitionField, Tree.Copy(value));
        partition["parent_slice"] = Tree.Copy(parentSlice.Partition);
        var extra = new DictValue();
        if (link.ChildPath is { } path) extra[ChildResponse] = Tree.Copy(TreePath.Get(record, path) ?? new ListValue(new List<Value>()));
        foreach (var field in link.ExtraFields) extra[string.Join('.', field)] = Tree.Copy(TreePath.Get(record, field) ?? Tree.None);
        return new Slice(partition, new DictValue(), extra) { ParentState = state };
    }

    public void Contribute(OptionSet options, Slice slice, Value? token)
    {
        foreach (var link in parents)
            if (link.Option is not null && slice.Partition[link.PartitionField] is { Truthy: true } value) link.Option.Inject(options, value);
    }

    public JsonObject? ParentState()
    {
        var state = new JsonObject();
        for (var i = 0; i < parents.Count; i++)
            if (parents[i].Incremental) state[parents[i].Name] = Reader(i).State();
        return state;
    }

    public JsonNode Save() => new JsonObject
    {
        ["parent"] = _parent,
        ["readers"] = new JsonArray([.. _readers.Select(reader => reader?.Save())]),
        ["pending"] = new JsonArray([.. _pending.Select(slice => (JsonNode)slice.Save())]),
    };

    public void Load(JsonNode saved)
    {
        _parent = saved["parent"]!.GetValue<int>();
        for (var i = 0; i < parents.Count; i++)
            if (saved["readers"]![i] is { } reader) Reader(i).Load(reader);
        foreach (var slice in saved["pending"]!.AsArray()) _pending.Enqueue(Slice.Load(slice!));
    }
}
