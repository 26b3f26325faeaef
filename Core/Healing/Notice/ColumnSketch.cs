namespace Supertrack.Core.Healing.Notice;

/// <summary>One column of the rows that were looked at: how many had it, how many different values it held (the 32 smallest hashes), and the range of its numbers.</summary>
internal sealed class ColumnSketch(string path)
{
    private const int Kept = 32;

    private readonly List<ulong> _smallest = new(Kept);
    private long _present;
    private double _least = double.PositiveInfinity;
    private double _most = double.NegativeInfinity;

    public string Path => path;

    public double? Most => double.IsFinite(_most) ? _most : null;

    /// <summary>It came and was not null.</summary>
    public void Present() => _present++;

    public void Value(ulong hash)
    {
        _present++;
        Keep(hash);
    }

    public void Number(ulong hash, double number)
    {
        Value(hash);
        Range(number, number);
    }

    public void Merge(ColumnSketch other)
    {
        _present += other._present;
        foreach (var hash in other._smallest) Keep(hash);
        Range(other._least, other._most);
    }

    /// <param name="rows">Rows looked at.</param>
    public ColumnFacts Facts(long rows) => new(
        rows == 0 ? 0 : Math.Round(Math.Max(0, 1 - (_present / (double)rows)), 6), Math.Round(Distinct), double.IsFinite(_least) ? _least : null, Most);

    public void Write(BinaryWriter to)
    {
        to.Write(path);
        to.Write(_present);
        to.Write(_least);
        to.Write(_most);
        to.Write((byte)_smallest.Count);
        foreach (var hash in _smallest) to.Write(hash);
    }

    public static ColumnSketch Read(BinaryReader from)
    {
        var column = new ColumnSketch(from.ReadString()) { _present = from.ReadInt64(), _least = from.ReadDouble(), _most = from.ReadDouble() };
        for (var left = from.ReadByte(); left > 0; left--) column.Keep(from.ReadUInt64());
        return column;
    }

    // Exact while they are few; then by how close the smallest lie together.
    private double Distinct => _smallest.Count < Kept ? _smallest.Count : (Kept - 1) / (_smallest[^1] / (double)ulong.MaxValue);

    private void Keep(ulong hash)
    {
        if (_smallest.Count == Kept && hash >= _smallest[^1]) return;
        var at = _smallest.BinarySearch(hash);
        if (at >= 0) return;
        if (_smallest.Count == Kept) _smallest.RemoveAt(Kept - 1);
        _smallest.Insert(~at, hash);
    }

    private void Range(double least, double most) => (_least, _most) = (Math.Min(_least, least), Math.Max(_most, most));
}
