using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Partitions;

/// <summary>One unit of reading: the partition it belongs to, the interval of the cursor, and fields carried along from parents.</summary>
internal sealed class Slice(DictValue partition, DictValue cursor, DictValue? extra = null)
{
    public static Slice Empty { get; } = new(new DictValue(), new DictValue());

    private StreamSliceValue? _value;
    private string? _text;

    public DictValue Partition { get; } = partition;

    public DictValue Cursor { get; } = cursor;

    public DictValue Extra { get; } = extra ?? new DictValue();

    /// <summary>State of the parents when this slice's partition was made; null where no parent is read incrementally.</summary>
    public JsonNode? ParentState { get; init; }

    /// <summary>The last slice of its partition.</summary>
    public bool EndsPartition { get; init; } = true;

    /// <summary>What templates see as stream_slice, stream_interval and stream_partition.</summary>
    public StreamSliceValue Value => _value ??= new StreamSliceValue(Partition, Cursor, Extra);

    /// <summary>The slice as compact JSON.</summary>
    public string Text => _text ??= JsonText.Python(Value.All, spaces: false);

    public Value? this[string key] => Value.All[key];

    public bool IsEmpty => Value.All.Count == 0;

    public Slice With(DictValue cursor, bool endsPartition) =>
        new(Partition, cursor, Extra) { ParentState = ParentState, EndsPartition = endsPartition };

    public Slice WithExtra(DictValue extra) => new(Partition, Cursor, extra) { ParentState = ParentState, EndsPartition = EndsPartition };

    public JsonObject Save()
    {
        var json = new JsonObject { ["p"] = Tree.ToJson(Partition), ["c"] = Tree.ToJson(Cursor) };
        if (Extra.Count > 0) json["x"] = Tree.ToJson(Extra);
        if (ParentState is not null) json["ps"] = ParentState.DeepClone();
        if (!EndsPartition) json["more"] = true;
        return json;
    }

    public static Slice Load(JsonNode json) =>
        new((DictValue)Tree.FromJson(json["p"]), (DictValue)Tree.FromJson(json["c"]), json["x"] is { } extra ? (DictValue)Tree.FromJson(extra) : null)
        {
            ParentState = json["ps"]?.DeepClone(),
            EndsPartition = json["more"] is null,
        };
}
