namespace Supertrack.Core.Storage;

/// <summary>One page of records on its way into the stores.</summary>
/// <param name="Sequence">The page's number within its run and stream, from 1.</param>
/// <param name="Lines">UTF-8 JSON lines, one object a line.</param>
/// <param name="Count">Records in <paramref name="Lines"/>.</param>
public sealed record PageBatch(long Sequence, ReadOnlyMemory<byte> Lines, int Count)
{
    /// <summary>Records that the warehouse sets aside instead of storing them, by line; the lake keeps them as they came.</summary>
    public IReadOnlyList<WithheldRecord> Withheld { get; init; } = [];
}
