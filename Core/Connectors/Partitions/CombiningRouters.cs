using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Partitions;

/// <summary>Every combination of the partitions of several routers; the last router's change fastest.</summary>
internal sealed class CartesianRouter(IReadOnlyList<IPartitionRouter> routers) : IPartitionRouter
{
    private List<List<Slice>>? _lists;
    private long _next;

    public async ValueTask<Slice?> NextAsync(CancellationToken cancellationToken)
    {
        _lists ??= await ReadAllAsync(cancellationToken);
        var total = _lists.Aggregate(1L, (product, list) => product * list.Count);
        if (_next >= total) return null;
        var (rest, picked) = (_next++, new Slice[_lists.Count]);
        for (var i = _lists.Count - 1; i >= 0; i--)
        {
            picked[i] = _lists[i][(int)(rest % _lists[i].Count)];
            rest /= _lists[i].Count;
        }
        return Combine(picked);
    }

    private async Task<List<List<Slice>>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var lists = new List<List<Slice>>();
        foreach (var router in routers)
        {
            var list = new List<Slice>();
            while (await router.NextAsync(cancellationToken) is { } slice) list.Add(slice);
            lists.Add(list);
        }
        return lists;
    }

    /// <summary>The first router's fields win where names meet.</summary>
    private static Slice Combine(Slice[] slices)
    {
        var (partition, extra) = (new DictValue(), new DictValue());
        foreach (var slice in slices.Reverse())
        {
            foreach (var (key, value) in Tree.Entries(slice.Partition)) partition[key] = value;
            foreach (var (key, value) in Tree.Entries(slice.Extra)) extra[key] = value;
        }
        return new Slice(partition, new DictValue(), extra);
    }

    public void Contribute(OptionSet options, Slice slice, Value? token)
    {
        var parts = new List<OptionSet>();
        foreach (var router in routers)
        {
            var part = new OptionSet();
            router.Contribute(part, slice, token);
            parts.Add(part);
        }
        for (var place = OptionPlace.Parameter; place <= OptionPlace.BodyJson; place++)
            foreach (var part in parts)
                foreach (var (key, value) in part.Peek(place)?.Pairs ?? [])
                    if (!options[place].TryGet(key, out _)) options[place].Entries[key] = value;
    }

    public JsonObject? ParentState() => null;

    public JsonNode Save() => new JsonObject
    {
        ["next"] = _next,
        ["lists"] = _lists is null ? null : new JsonArray([.. _lists.Select(list => (JsonNode)new JsonArray([.. list.Select(slice => slice.Save())]))]),
    };

    public void Load(JsonNode saved)
    {
        _next = saved["next"]!.GetValue<long>();
        _lists = saved["lists"]?.AsArray().Select(list => list!.AsArray().Select(slice => Slice.Load(slice!)).ToList()).ToList();
    }
}

/// <summary>Puts so many partitions of another router into one.</summary>
internal sealed class GroupingRouter(IPartitionRouter inner, int size, bool deduplicate) : SilentRouter
{
    private readonly HashSet<string> _seen = [];
    private JsonObject? _state = [];
    private bool _ended;

    public override async ValueTask<Slice?> NextAsync(CancellationToken cancellationToken)
    {
        var batch = new List<Slice>();
        while (!_ended && batch.Count < size)
        {
            if (await inner.NextAsync(cancellationToken) is not { } slice)
            {
                _ended = true;
                break;
            }
            var key = Tree.Entries(slice.Partition).Where(entry => entry.Key != "parent_slice").ToList() is [var only]
                ? JsonText.Python(only.Value)
                : throw new ConnectorException(FailureKind.System, $"GroupingPartitionRouter groups partitions of one field, but got {slice.Text}. Use a router with one field.");
            if (!deduplicate || _seen.Add(key)) batch.Add(slice);
        }
        _state = inner.ParentState();
        return batch.Count == 0 ? null : Group(batch);
    }

    private static Slice Group(List<Slice> batch)
    {
        var partition = new DictValue();
        foreach (var (key, _) in Tree.Entries(batch[0].Partition)) partition[key] = new ListValue(batch.Select(slice => slice.Partition[key] ?? Tree.None).ToList());
        var extra = new DictValue();
        foreach (var key in batch.SelectMany(slice => Tree.Entries(slice.Extra)).Select(entry => entry.Key).Distinct())
            extra[key] = new ListValue(batch.Select(slice => slice.Extra[key] ?? Tree.None).ToList());
        return new Slice(partition, new DictValue(), extra);
    }

    public override JsonObject? ParentState() => _state;

    public override JsonNode Save() => new JsonObject
    {
        ["inner"] = inner.Save(),
        ["ended"] = _ended,
        ["seen"] = new JsonArray([.. _seen.Select(key => (JsonNode)key)]),
    };

    public override void Load(JsonNode saved)
    {
        inner.Load(saved["inner"]!);
        _ended = saved["ended"]!.GetValue<bool>();
        foreach (var key in saved["seen"]!.AsArray()) _seen.Add(key!.GetValue<string>());
        _state = inner.ParentState();
    }
}

/// <summary>The partitions of several routers one after the other, each value of the partition field once.</summary>
internal sealed class UnionRouter(IReadOnlyList<IPartitionRouter> routers, string field) : SilentRouter
{
    private readonly HashSet<string> _seen = [];
    private int _router;

    public override async ValueTask<Slice?> NextAsync(CancellationToken cancellationToken)
    {
        for (; _router < routers.Count; _router++)
        {
            while (await routers[_router].NextAsync(cancellationToken) is { } slice)
            {
                if (slice.Partition[field] is not { } value)
                    throw new ConnectorException(FailureKind.System, $"UnionPartitionRouter needs the field '{field}' of every partition, but got {slice.Text}. Correct partition_field.");
                if (!_seen.Add(JsonText.Python(value))) continue;
                var extra = Tree.CopyMap(slice.Extra);
                foreach (var (key, other) in Tree.Entries(slice.Partition))
                    if (key != field) extra[key] = other;
                return new Slice(Tree.Map(field, value), new DictValue(), extra);
            }
        }
        return null;
    }

    public override JsonObject? ParentState()
    {
        var merged = new JsonObject();
        foreach (var router in routers)
            foreach (var (name, state) in router.ParentState() ?? []) merged[name] = state?.DeepClone();
        return merged;
    }

    public override JsonNode Save() => new JsonObject
    {
        ["router"] = _router,
        ["inner"] = new JsonArray([.. routers.Select(router => router.Save())]),
        ["seen"] = new JsonArray([.. _seen.Select(key => (JsonNode)key)]),
    };

    public override void Load(JsonNode saved)
    {
        _router = saved["router"]!.GetValue<int>();
        for (var i = 0; i < routers.Count; i++) routers[i].Load(saved["inner"]![i]!);
        foreach (var key in saved["seen"]!.AsArray()) _seen.Add(key!.GetValue<string>());
    }
}
