namespace Supertrack.Core.Schemas.Inference;

/// <summary>The range of the numbers of a path.</summary>
internal sealed class NumberShape
{
    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    public void Add(double value)
    {
        if (value < Min) Min = value;
        if (value > Max) Max = value;
    }

    public void Merge(NumberShape other)
    {
        Min = Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
    }
}
