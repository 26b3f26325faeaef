namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// The distinct values of a path with their counts, until there are too many or one is too long; then it only knows that. What it
/// knows depends on the set of values alone, not on their order, so merging is associative and commutative.
/// </summary>
internal sealed class DistinctValues
{
    private readonly List<(byte[] Value, ulong Hash, long Count)> _values = [];
    private int _last;

    public bool Overflowed { get; private set; }

    public IEnumerable<(byte[] Value, long Count)> Values => _values.Select(v => (v.Value, v.Count));

    public int Count => _values.Count;

    public void Add(ReadOnlySpan<byte> value, InferenceOptions options) => Add(value, 1, options);

    public void Merge(DistinctValues other, InferenceOptions options)
    {
        if (other.Overflowed) Overflow();
        foreach (var (value, _, count) in other._values) Add(value, count, options);
    }

    private void Add(ReadOnlySpan<byte> value, long count, InferenceOptions options)
    {
        if (Overflowed) return;
        if (value.Length > options.MaxValueBytes)
        {
            Overflow();
            return;
        }
        if (_last < _values.Count && value.SequenceEqual(_values[_last].Value))
        {
            Increment(_last, count);
            return;
        }
        var hash = ByteHash.Of(value);
        for (var i = 0; i < _values.Count; i++)
        {
            if (_values[i].Hash != hash || !value.SequenceEqual(_values[i].Value)) continue;
            Increment(i, count);
            return;
        }
        if (_values.Count == options.MaxDistinct) Overflow();
        else _values.Add((value.ToArray(), hash, count));
    }

    private void Increment(int index, long count)
    {
        var (value, hash, before) = _values[index];
        _values[index] = (value, hash, before + count);
        _last = index;
    }

    private void Overflow()
    {
        Overflowed = true;
        _values.Clear();
    }
}
