namespace Supertrack.Core.Storage;

/// <summary>
/// Recorded exchanges of runs, a file a stream and run. What a run records is staged while it runs, and becomes "last good" only when the run has
/// succeeded; otherwise it is removed.
/// </summary>
public interface IRecordings
{
    /// <summary>What the run has staged so far; null for nothing.</summary>
    Task<RecordingInfo?> FindStagedAsync(DatasetId dataset, long run, CancellationToken cancellationToken);

    /// <summary>Appends lines to what the run has staged, durably and in one step.</summary>
    /// <param name="info">What is staged then, all in all.</param>
    Task StageAsync(DatasetId dataset, RecordingInfo info, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);

    /// <summary>The run is over: what it staged becomes last good or is removed, and so are those that are no longer kept. Doing it twice is harmless.</summary>
    /// <param name="keep">How many good runs are kept of each stream.</param>
    Task SettleAsync(string tenant, string connector, long run, bool succeeded, int keep, CancellationToken cancellationToken);

    /// <summary>The last good recordings of a stream, newest first.</summary>
    Task<IReadOnlyList<RecordingInfo>> ListAsync(DatasetId dataset, CancellationToken cancellationToken);

    /// <summary>The lines of a last good recording; null where there is none.</summary>
    Task<ReadOnlyMemory<byte>?> ReadAsync(DatasetId dataset, long run, CancellationToken cancellationToken);

    Task DeleteAsync(DatasetId dataset, CancellationToken cancellationToken);
}

/// <summary>What one recording is.</summary>
/// <param name="Run">The run's number: milliseconds since 1970 when it began, or little more.</param>
/// <param name="Manifest">Eight hexadecimal digits that change with manifest and configuration.</param>
/// <param name="Pages">Pages of records, complete from the first.</param>
/// <param name="Exchanges">Requests with their answers.</param>
/// <param name="Bytes">Bytes of answers.</param>
/// <param name="Records">Records in those pages.</param>
public sealed record RecordingInfo(long Run, string Manifest, long Pages, int Exchanges, long Bytes, long Records);
