namespace Supertrack.Core.Storage;

/// <summary>Some stored records in stored order.</summary>
/// <param name="Lines">UTF-8 JSON lines with the record's own member names, each record as it came.</param>
/// <param name="Last">Pass it as <c>after</c> to continue; unchanged when nothing followed.</param>
public sealed record RecordSlice(ReadOnlyMemory<byte> Lines, int Count, long Last, bool More)
{
    /// <summary>What the last record was sorted by, as text; with <see cref="Last"/> it is the place to continue at.</summary>
    public string? LastKey { get; init; }
}
