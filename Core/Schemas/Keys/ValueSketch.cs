namespace Supertrack.Core.Schemas.Keys;

/// <summary>
/// The distinct values of a column as 64-bit hashes: all of them while they are few, then the k smallest (a bottom-k sketch, the
/// one-permutation form of MinHash; Beyer et al., SIGMOD 2007), from which the number of distinct values and the share contained in
/// another column are estimated with a relative error near 1/sqrt(k). Merging is associative and commutative.
/// </summary>
public sealed class ValueSketch(int capacity = ValueSketch.DefaultCapacity)
{
    /// <summary>Distinct values held: exact up to here; 65,536 hashes are half a megabyte and an error near 0.4 %.</summary>
    public const int DefaultCapacity = 65_536;

    private readonly HashSet<ulong> _hashes = [];
    private ulong _limit = ulong.MaxValue;

    public bool IsExact => _limit == ulong.MaxValue;

    /// <summary>Distinct values, estimated once there are more than the capacity.</summary>
    public double Distinct => IsExact ? _hashes.Count : (_hashes.Count - 1) / (_limit / (double)ulong.MaxValue);

    public void Add(ulong hash)
    {
        if (hash > _limit || !_hashes.Add(hash) || _hashes.Count < 2 * capacity) return;
        Shrink();
    }

    public void Merge(ValueSketch other)
    {
        if (other._limit < _limit)
        {
            _limit = other._limit;
            _hashes.RemoveWhere(h => h > _limit);
        }
        foreach (var hash in other._hashes) Add(hash);
    }

    /// <summary>The share of this column's distinct values that are in <paramref name="other"/>, 0 to 1; exact while both are.</summary>
    public double ContainedIn(ValueSketch other)
    {
        var limit = Math.Min(_limit, other._limit);
        int seen = 0, found = 0;
        foreach (var hash in _hashes)
        {
            if (hash > limit) continue;
            seen++;
            if (other._hashes.Contains(hash)) found++;
        }
        return seen == 0 ? 0 : found / (double)seen;
    }

    private void Shrink()
    {
        var sorted = _hashes.ToArray();
        Array.Sort(sorted);
        _limit = sorted[capacity - 1];
        _hashes.RemoveWhere(h => h > _limit);
    }
}
