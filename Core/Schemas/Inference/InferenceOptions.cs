namespace Supertrack.Core.Schemas.Inference;

/// <summary>Bounds of the memory that inference holds, whatever the size of the input.</summary>
/// <param name="MaxProperties">Properties one object keeps apart; beyond, it is a map and its values are one shape. Default 1000.</param>
/// <param name="MaxDistinct">Distinct string values kept per path; beyond, it is no enumeration. Default 48.</param>
/// <param name="MaxValueBytes">Longest string value kept, in bytes; a longer one is no enumeration value. Default 48.</param>
/// <param name="MaxDepth">Levels below the root that are looked into; deeper values count by type only. Default 64.</param>
public sealed record InferenceOptions(int MaxProperties = 1000, int MaxDistinct = 48, int MaxValueBytes = 48, int MaxDepth = 64)
{
    public static InferenceOptions Default { get; } = new();
}
