using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>The name of a grain class, as it stands in the first part of a <see cref="GrainId"/>.</summary>
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>, ISpanFormattable
{
    public GrainType(IdSpan value) => Value = value;
    public GrainType(byte[] value) => Value = new IdSpan(value);

    public IdSpan Value { get; }
    public bool IsDefault => Value.IsDefault;

    public static GrainType Create(string value) => new(IdSpan.Create(value));
    public ReadOnlySpan<byte> AsSpan() => Value.AsSpan();
    public bool Equals(GrainType other) => Value.Equals(other.Value);
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is GrainType other && Equals(other);
    public override int GetHashCode() => Value.GetHashCode();
    public uint GetUniformHashCode() => Value.GetUniformHashCode();
    public int CompareTo(GrainType other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString();
    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
        => Value.TryFormat(destination, out charsWritten);

    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
    public static bool operator <(GrainType left, GrainType right) => left.CompareTo(right) < 0;
    public static bool operator >(GrainType left, GrainType right) => left.CompareTo(right) > 0;
    public static bool operator <=(GrainType left, GrainType right) => left.CompareTo(right) <= 0;
    public static bool operator >=(GrainType left, GrainType right) => left.CompareTo(right) >= 0;
}
