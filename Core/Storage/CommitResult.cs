namespace Supertrack.Core.Storage;

/// <param name="Position">What is stored now.</param>
/// <param name="StoredPages">Pages that this call stored.</param>
/// <param name="RepeatedPages">Pages whose batch id was already there: acknowledged, nothing stored.</param>
/// <param name="StoredRecords">Records in the pages that this call stored.</param>
/// <param name="NewColumns">Columns the table gained for members that no declared column held.</param>
/// <param name="Misfits">Values that did not fit their column and were kept in <c>_extra</c>.</param>
public sealed record CommitResult(
    StreamPosition Position, int StoredPages, int RepeatedPages, long StoredRecords, IReadOnlyList<string> NewColumns, long Misfits)
{
    /// <summary>Members that no column holds and that became none, because the shape does not take new ones.</summary>
    public IReadOnlyList<string> RefusedMembers { get; init; } = [];
}
