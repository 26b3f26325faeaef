namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// Counts repeated keys in bounded memory: keys are kept by hash while they are few; when they become too many, only those whose hash ends in one more
/// zero bit are kept (Gibbons 2001), and what is counted among them stands for all.
/// </summary>
internal sealed class KeySample
{
    private const int Most = 1_024;

    private readonly Dictionary<ulong, int> _counts = [];
    private int _level;

    public void Add(ulong hash)
    {
        if (!Belongs(hash)) return;
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, hash, out _)++;
        Shrink();
    }

    public void Merge(KeySample other)
    {
        _level = Math.Max(_level, other._level);
        foreach (var (hash, count) in other._counts)
            if (Belongs(hash)) System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, hash, out _) += count;
        Drop();
        Shrink();
    }

    /// <summary>Occurrences beyond the first of each key.</summary>
    public long Repeated => _counts.Values.Sum(count => (long)count - 1) << _level;

    public void Write(BinaryWriter to)
    {
        to.Write((byte)_level);
        to.Write(_counts.Count);
        foreach (var (hash, count) in _counts)
        {
            to.Write(hash);
            to.Write7BitEncodedInt(count);
        }
    }

    public static KeySample Read(BinaryReader from)
    {
        var sample = new KeySample { _level = from.ReadByte() };
        for (var left = from.ReadInt32(); left > 0; left--) sample._counts[from.ReadUInt64()] = from.Read7BitEncodedInt();
        return sample;
    }

    private bool Belongs(ulong hash) => (hash & ((1UL << _level) - 1)) == 0;

    private void Shrink()
    {
        while (_counts.Count > Most)
        {
            _level++;
            Drop();
        }
    }

    private void Drop()
    {
        foreach (var hash in _counts.Keys.Where(hash => !Belongs(hash)).ToList()) _counts.Remove(hash);
    }
}
