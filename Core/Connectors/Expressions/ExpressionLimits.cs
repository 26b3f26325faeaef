namespace Supertrack.Core.Connectors.Expressions;

/// <summary>What one evaluation may use. A template that exceeds a limit fails with a LimitError.</summary>
/// <param name="Steps">Loop turns, calls, filters and items handled; default two million.</param>
/// <param name="Characters">Characters of text made on the way, all results together; default 64 million.</param>
/// <param name="Time">Longest run of one regular expression; default two seconds.</param>
public sealed record ExpressionLimits(long Steps = 2_000_000, long Characters = 64_000_000, TimeSpan? Time = null)
{
    public static ExpressionLimits Default { get; } = new();

    internal TimeSpan RegexTime => Time ?? TimeSpan.FromSeconds(2);
}
