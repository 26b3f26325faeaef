namespace Supertrack.Core.Syncing.Drift;

/// <summary>Records came in another shape than the stored ones; none of the page in which it showed is stored.</summary>
/// <param name="members">The members that are missing or of another kind.</param>
public sealed class ShapeChangedException(string message, IReadOnlyList<string> members) : Exception(message)
{
    public IReadOnlyList<string> Members { get; } = members;
}
