namespace Supertrack.Core.Connectors.Expressions;

/// <summary>Counts what one evaluation has used of its <see cref="ExpressionLimits"/>.</summary>
internal sealed class Budget(ExpressionLimits limits)
{
    /// <summary>Containers may nest this deep before Python would give up too.</summary>
    public const int MaxDepth = 900;

    private long _steps = limits.Steps;
    private long _characters = limits.Characters;

    public ExpressionLimits Limits => limits;

    public void Step(long count = 1)
    {
        if ((_steps -= count) < 0) throw Faults.Limit($"the template needs more than {limits.Steps} steps; make it simpler");
    }

    /// <summary>Claims text or list space before it is made.</summary>
    public void Claim(long characters)
    {
        if (characters < 0 || (_characters -= characters) < 0)
            throw Faults.Limit($"the template makes more than {limits.Characters} characters; make it simpler");
    }
}
