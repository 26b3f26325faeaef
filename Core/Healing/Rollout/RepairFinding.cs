namespace Supertrack.Core.Healing.Rollout;

/// <summary>What one search found.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Class">Failure class in its public name.</param>
/// <param name="Cause">One line with the decisive evidence.</param>
/// <param name="Patch">RFC 6902, JSON text.</param>
/// <param name="ColumnsLost">Paths that no longer come, as <c>stream.column</c>.</param>
/// <param name="Trail">What was tried.</param>
/// <param name="Streams">The streams that the candidate reads; empty without one.</param>
/// <param name="Requests">Requests made.</param>
public sealed record RepairFinding(
    HealingOutcome Outcome, string Class, string Cause, string Patch, IReadOnlyList<string> ColumnsLost, IReadOnlyList<string> Trail,
    IReadOnlyList<string> Streams, int Requests)
{
    /// <summary>What the repair teaches, as JSON texts of <see cref="Memory.RememberedRepair"/>.</summary>
    public IReadOnlyList<string> Learned { get; init; } = [];
}
