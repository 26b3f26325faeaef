namespace Supertrack.Grains.Interfaces.Access;

/// <summary>What a caller may do; each role includes those before it.</summary>
[GenerateSerializer, Alias("supertrack.role")]
public enum Role
{
    /// <summary>Reads everything of its tenant but secrets.</summary>
    [Id(0)] Viewer,

    /// <summary>Starts, pauses, cancels and resets runs.</summary>
    [Id(1)] Operator,

    /// <summary>Registers and changes connectors.</summary>
    [Id(2)] Editor,

    /// <summary>Manages tenants and keys.</summary>
    [Id(3)] Administrator,

    /// <summary>The platform itself: grains that call grains.</summary>
    [Id(4)] System,
}
