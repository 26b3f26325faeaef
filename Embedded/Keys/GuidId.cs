namespace Orleans.Runtime;

/// <summary>A Guid that names a subscription.</summary>
public sealed class GuidId : IEquatable<GuidId>, IComparable<GuidId>
{
    private GuidId(Guid guid) => Guid = guid;

    public Guid Guid { get; }

    public static GuidId GetNewGuidId() => new(Guid.NewGuid());
    public static GuidId GetGuidId(Guid guid) => new(guid);
    public int CompareTo(GuidId? other) => other is null ? 1 : Guid.CompareTo(other.Guid);
    public bool Equals(GuidId? other) => other is not null && Guid == other.Guid;
    public override bool Equals(object? obj) => Equals(obj as GuidId);
    public override int GetHashCode() => Guid.GetHashCode();
    public override string ToString() => Guid.ToString();
    public static bool operator ==(GuidId? left, GuidId? right) => Equals(left, right);
    public static bool operator !=(GuidId? left, GuidId? right) => !Equals(left, right);
    public static bool operator <(GuidId left, GuidId right) => left.CompareTo(right) < 0;
    public static bool operator >(GuidId left, GuidId right) => left.CompareTo(right) > 0;
    public static bool operator <=(GuidId left, GuidId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(GuidId left, GuidId right) => left.CompareTo(right) >= 0;
}
