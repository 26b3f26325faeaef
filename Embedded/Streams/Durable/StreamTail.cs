namespace Orleans.Streams.Durable;

/// <summary>
/// The newest writes of a stream, in memory, for subscribers that keep up. It has every write above its floor; whoever stands below
/// reads the log. Guarded by its owner.
/// </summary>
internal sealed class StreamTail(long floor, int maximumBytes)
{
    private readonly List<StreamBatch> _batches = [];
    private int _head;
    private long _bytes;

    public long Floor { get; private set; } = floor;

    public void Add(StreamBatch batch)
    {
        _batches.Add(batch);
        _bytes += batch.Size;
        while (_bytes > maximumBytes && _head < _batches.Count)
            DropFirst();
        Compact();
    }

    /// <summary>Lets go of what everybody has.</summary>
    public void DropBelow(long number)
    {
        while (_head < _batches.Count && _batches[_head].Number < number)
            DropFirst();
        Compact();
    }

    /// <returns>The writes from a number on, which must be above the floor.</returns>
    public List<StreamBatch> From(long number, int most)
    {
        var low = _head;
        var high = _batches.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_batches[middle].Number < number)
                low = middle + 1;
            else
                high = middle;
        }

        return _batches.GetRange(low, Math.Min(most, _batches.Count - low));
    }

    private void DropFirst()
    {
        var first = _batches[_head];
        Floor = first.Number;
        _bytes -= first.Size;
        _batches[_head++] = null!;
    }

    private void Compact()
    {
        if (_head < 1024 && _head < _batches.Count)
            return;
        _batches.RemoveRange(0, _head);
        _head = 0;
    }
}
