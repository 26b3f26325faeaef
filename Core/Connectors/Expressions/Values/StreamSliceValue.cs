using Supertrack.Core.Connectors.Expressions.Methods;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>A stream slice: a mapping of partition and cursor values together, with the two and the extra fields as attributes.</summary>
public sealed class StreamSliceValue : Value
{
    private readonly DictValue _all = new();
    private readonly DictValue _partition;
    private readonly DictValue _cursorSlice;
    private readonly DictValue _extraFields;

    public StreamSliceValue(DictValue partition, DictValue cursorSlice, DictValue? extraFields = null)
    {
        (_partition, _cursorSlice, _extraFields) = (partition, cursorSlice, extraFields ?? new DictValue());
        foreach (var (key, value) in partition.Pairs) _all.Entries[key] = value;
        foreach (var (key, value) in cursorSlice.Pairs) _all.Entries[key] = value;
    }

    public override string TypeName => "StreamSlice";

    public override bool Truthy => _all.Truthy || _extraFields.Truthy;

    /// <summary>Partition and cursor values as one dict.</summary>
    public DictValue All => _all;

    internal override int? Length => _all.Length;

    internal override MethodTable? Methods => DictMethods.Table;

    internal override Value? Item(Value key) => _all.Item(key);

    internal override Value? Attribute(string name) => name switch
    {
        "partition" or "_partition" => _partition,
        "cursor_slice" => _cursorSlice,
        "extra_fields" => _extraFields,
        _ => Methods!.Bind(_all, name),
    };

    internal override IEnumerator<Value> Iterate() => _all.Iterate();

    internal override bool EqualTo(Value other, Budget budget) =>
        other switch { StreamSliceValue slice => _all.EqualTo(slice._all, budget), DictValue dict => _all.EqualTo(dict, budget), _ => false };

    internal override void WriteRepr(TextBuffer buffer) => _all.WriteRepr(buffer);
}
