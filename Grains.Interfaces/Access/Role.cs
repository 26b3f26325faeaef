namespace Supertrack.Grains.Interfaces.Access;

/// <summary>What a caller may do; each role includes those before it.</summary>
[GenerateSerializer, Alias("supertrack.role")]
public enum Role
{
    /// <summary>Reads everything of its tenant but secrets.</summary>
    Viewer,

    /// <summary>Starts, pauses, cancels and resets runs.</summary>
    Operator,

    /// <summary>Registers and changes connectors.</summary>
    Editor,

    /// <summary>Manages tenants and keys.</summary>
    Administrator,

    /// <summary>The platform itself: grains that call grains.</summary>
    System,
}
