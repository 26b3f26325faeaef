namespace Supertrack.Grains.Interfaces.Access;

/// <summary>The least role a caller of this method needs. A grain method without it can be called by the platform only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresRoleAttribute(Role role) : Attribute
{
    public Role Role { get; } = role;
}
