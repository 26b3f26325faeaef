using System.Text;

namespace Orleans.Runtime;

/// <summary>The identity of a stream: an optional namespace and a key, both UTF-8.</summary>
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>
{
    private readonly byte[]? _fullKey;
    private readonly ushort _keyIndex;
    private readonly int _hash;

    private StreamId(byte[] fullKey, ushort keyIndex)
    {
        _fullKey = fullKey;
        _keyIndex = keyIndex;
        _hash = StableHash.Compute(fullKey);
    }

    public ReadOnlyMemory<byte> FullKey => _fullKey;
    public ReadOnlyMemory<byte> Namespace => _fullKey.AsMemory(0, _keyIndex);
    public ReadOnlyMemory<byte> Key => _fullKey.AsMemory(_keyIndex);

    public static StreamId Create(ReadOnlySpan<byte> ns, ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            throw new ArgumentNullException(nameof(key));
        }

        byte[] full = [.. ns, .. key];
        return new StreamId(full, checked((ushort)ns.Length));
    }

    public static StreamId Create(string? ns, Guid key) => Create(ns, key.ToString("N"));
    public static StreamId Create(string? ns, long key) => Create(ns, key.ToString());

    public static StreamId Create(string? ns, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new StreamId(Encoding.UTF8.GetBytes(ns + key), checked((ushort)Encoding.UTF8.GetByteCount(ns ?? "")));
    }

    /// <param name="value">UTF-8 of the form <c>namespace/key</c>.</param>
    /// <exception cref="ArgumentException">There is no slash.</exception>
    public static StreamId Parse(ReadOnlySpan<byte> value)
    {
        var slash = value.IndexOf((byte)'/');
        return slash < 0
            ? throw new ArgumentException($"\"{Encoding.UTF8.GetString(value)}\" is no stream id; the form is namespace/key.", nameof(value))
            : Create(value[..slash], value[(slash + 1)..]);
    }

    public string GetKeyAsString() => Encoding.UTF8.GetString(Key.Span);
    public string? GetNamespace() => _keyIndex == 0 ? null : Encoding.UTF8.GetString(Namespace.Span);
    public int CompareTo(StreamId other) => _fullKey.AsSpan().SequenceCompareTo(other._fullKey);
    public bool Equals(StreamId other) => _fullKey.AsSpan().SequenceEqual(other._fullKey);
    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);
    public override int GetHashCode() => _hash;
    public override string ToString() => $"{GetNamespace() ?? "null"}/{GetKeyAsString()}";
    public static bool operator ==(StreamId left, StreamId right) => left.Equals(right);
    public static bool operator !=(StreamId left, StreamId right) => !left.Equals(right);
    public static bool operator <(StreamId left, StreamId right) => left.CompareTo(right) < 0;
    public static bool operator >(StreamId left, StreamId right) => left.CompareTo(right) > 0;
    public static bool operator <=(StreamId left, StreamId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(StreamId left, StreamId right) => left.CompareTo(right) >= 0;
}
