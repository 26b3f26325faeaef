namespace Supertrack.Lab.Records;

/// <summary>Some records of a set in the order in which they are served.</summary>
internal abstract class RecordView
{
    public abstract int Count { get; }

    /// <summary>The index in the set of the record at a position.</summary>
    public abstract int At(int position);
}

/// <summary>A run of neighbours, forwards or backwards.</summary>
internal sealed class RangeView(int from, int count, bool backwards) : RecordView
{
    public override int Count => count;

    public override int At(int position) => backwards ? from + count - 1 - position : from + position;

    /// <summary>The position of a record of the set, -2 when the view does not hold it.</summary>
    public int PositionOf(int index) =>
        index < from || index >= from + count ? -2 : backwards ? from + count - 1 - index : index - from;
}

internal sealed class PickedView(int[] indices) : RecordView
{
    public override int Count => indices.Length;

    public override int At(int position) => indices[position];
}
