namespace Orleans;

/// <summary>The name of a grain class in ids. Default: the class's name in lower case without a final "grain".</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    internal string Name { get; } = grainType;
}
