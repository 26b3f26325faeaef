using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A reference to a grain, by one of its interfaces; proxies are compiled from the interfaces.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    public abstract GrainId GrainId { get; }
    internal abstract object As(Type interfaceType);

    public bool Equals(GrainReference? other) => other is not null && GrainId == other.GrainId;
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as GrainReference);
    public override int GetHashCode() => GrainId.GetHashCode();
    public sealed override string ToString() => $"GrainReference:{GrainId}";
    public static bool operator ==(GrainReference? left, GrainReference? right) => Equals(left, right);
    public static bool operator !=(GrainReference? left, GrainReference? right) => !Equals(left, right);
}
