using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Orleans.Runtime;

/// <summary>Part of a grain's identity: UTF-8 bytes with their hash, so that comparing and looking up cost no encoding.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>, ISpanFormattable
{
    private readonly byte[]? _value;
    private readonly int _hashCode;

    /// <param name="value">The bytes; the array must not change afterwards.</param>
    public IdSpan(byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
        _hashCode = StableHash.Compute(value);
    }

    private IdSpan(byte[]? value, int hashCode)
    {
        _value = value;
        _hashCode = hashCode;
    }

    public ReadOnlyMemory<byte> Value => _value;
    public bool IsDefault => _value is null || _value.Length == 0;

    public static IdSpan Create(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return new IdSpan(Encoding.UTF8.GetBytes(id));
    }

    public ReadOnlySpan<byte> AsSpan() => _value;
    public bool Equals(IdSpan other) =>
        ReferenceEquals(_value, other._value) || (_hashCode == other._hashCode && _value.AsSpan().SequenceEqual(other._value));
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is IdSpan other && Equals(other);
    public override int GetHashCode() => _hashCode;
    public uint GetUniformHashCode() => (uint)_hashCode;
    public static IdSpan UnsafeCreate(byte[]? value, int hashCode) => new(value, hashCode);
    public static byte[]? UnsafeGetArray(IdSpan id) => id._value;
    public int CompareTo(IdSpan other) => _value.AsSpan().SequenceCompareTo(other._value.AsSpan());
    public override string ToString() => _value is null ? "" : Encoding.UTF8.GetString(_value);
    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public bool TryFormat(Span<char> destination, out int charsWritten)
        => Encoding.UTF8.TryGetChars(_value, destination, out charsWritten);

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
        => TryFormat(destination, out charsWritten);

    public static bool operator ==(IdSpan a, IdSpan b) => a.Equals(b);
    public static bool operator !=(IdSpan a, IdSpan b) => !a.Equals(b);
    public static bool operator <(IdSpan a, IdSpan b) => a.CompareTo(b) < 0;
    public static bool operator >(IdSpan a, IdSpan b) => a.CompareTo(b) > 0;
    public static bool operator <=(IdSpan a, IdSpan b) => a.CompareTo(b) <= 0;
    public static bool operator >=(IdSpan a, IdSpan b) => a.CompareTo(b) >= 0;
}
