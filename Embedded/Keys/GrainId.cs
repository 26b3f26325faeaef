using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>The identity of a grain: its class's name and its key, written <c>type/key</c>.</summary>
[JsonConverter(typeof(GrainIdJsonConverter))]
public readonly struct GrainId : IEquatable<GrainId>, IComparable<GrainId>, ISpanFormattable, ISpanParsable<GrainId>
{
    private readonly GrainType _type;
    private readonly IdSpan _key;

    public GrainId(GrainType type, IdSpan key)
    {
        _type = type;
        _key = key;
    }

    public GrainType Type => _type;
    public IdSpan Key => _key;
    public bool IsDefault => _type.IsDefault && _key.IsDefault;

    public static GrainId Create(string type, string key) => Create(GrainType.Create(type), key);
    public static GrainId Create(GrainType type, string key) => new(type, IdSpan.Create(key));
    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    /// <exception cref="ArgumentException">The text has no slash.</exception>
    public static GrainId Parse(ReadOnlySpan<char> value, IFormatProvider? provider = null) =>
        TryParse(value, provider, out var result)
            ? result
            : throw new ArgumentException($"\"{value}\" is no grain id; the form is type/key.", nameof(value));

    public static bool TryParse(ReadOnlySpan<char> value, IFormatProvider? provider, out GrainId result)
    {
        var slash = value.IndexOf('/');
        if (slash < 0)
        {
            result = default;
            return false;
        }

        result = new GrainId(new GrainType(Utf8(value[..slash])), new IdSpan(Utf8(value[(slash + 1)..])));
        return true;

        static byte[] Utf8(ReadOnlySpan<char> text)
        {
            var bytes = new byte[System.Text.Encoding.UTF8.GetByteCount(text)];
            System.Text.Encoding.UTF8.GetBytes(text, bytes);
            return bytes;
        }
    }

    public static GrainId Parse(string value) => Parse(value.AsSpan(), null);
    public static GrainId Parse(string value, IFormatProvider? provider = null) => Parse(value.AsSpan(), provider);
    public static bool TryParse(string? value, out GrainId result) => TryParse(value.AsSpan(), null, out result);
    public static bool TryParse(string? value, IFormatProvider? provider, out GrainId result) => TryParse(value.AsSpan(), provider, out result);

    public bool Equals(GrainId other) => _key.Equals(other._key) && _type.Equals(other._type);
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is GrainId other && Equals(other);
    public override int GetHashCode() => (_type.GetHashCode() * 31) + _key.GetHashCode();

    /// <summary>The same in every process; spreads reminders and queues.</summary>
    public uint GetUniformHashCode() => (_type.GetUniformHashCode() * 31) + _key.GetUniformHashCode();

    public int CompareTo(GrainId other)
    {
        var byType = _type.CompareTo(other._type);
        return byType != 0 ? byType : _key.CompareTo(other._key);
    }

    public override string ToString() => $"{_type}/{_key}";
    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
        => destination.TryWrite($"{_type}/{_key}", out charsWritten);

    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);
    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);
    public static bool operator <(GrainId left, GrainId right) => left.CompareTo(right) < 0;
    public static bool operator >(GrainId left, GrainId right) => left.CompareTo(right) > 0;
    public static bool operator <=(GrainId left, GrainId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(GrainId left, GrainId right) => left.CompareTo(right) >= 0;
}
