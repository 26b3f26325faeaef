namespace Supertrack.Core.Schemas.Inference;

/// <summary>The types of JSON Schema as a set.</summary>
[Flags]
public enum JsonKinds
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
}
