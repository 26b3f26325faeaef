namespace Supertrack.Core.Storage;

/// <summary>
/// Typed tables of stored records, and the truth about how far each stream has been stored. Every method throws a
/// <see cref="StorageException"/> for what the system underneath refuses.
/// </summary>
public interface IWarehouse : IAsyncDisposable
{
    /// <summary>
    /// Announces a run for one stream and answers where to continue: the stored position when the run is already there, else a fresh
    /// one that keeps the cursor. Creates or extends the table.
    /// </summary>
    /// <exception cref="RunSupersededException">A later run has begun.</exception>
    Task<StreamPosition> BeginAsync(DatasetId dataset, TableShape shape, long run, CancellationToken cancellationToken);

    /// <summary>Stores pages and the position after them in one transaction; pages that are already there are acknowledged and not stored again.</summary>
    /// <exception cref="RunSupersededException">A later run has begun.</exception>
    /// <exception cref="PositionConflictException">A page before the first of these is missing.</exception>
    /// <exception cref="MalformedRecordException">A line is not a JSON object; nothing of the request is stored.</exception>
    Task<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken);

    /// <summary>The stored position, or null for a stream that never ran.</summary>
    Task<StreamPosition?> PositionAsync(DatasetId dataset, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets cursor and checkpoint, and the stored rows too when asked to. No run up to <paramref name="lastRun"/> can begin or write
    /// afterwards, not even one that has not been heard of here yet.
    /// </summary>
    /// <param name="lastRun">The last run that was started for the stream; 0 for none.</param>
    Task ResetAsync(DatasetId dataset, bool dropRows, long lastRun, CancellationToken cancellationToken);

    /// <summary>
    /// Takes back what was written under a journal, in one transaction: rows that were changed are as they were, rows that were added are gone, and the cursor stands
    /// where it stood, so that the next run reads again what came since. No run up to <paramref name="lastRun"/> can write afterwards. Columns that the table gained stay.
    /// </summary>
    /// <param name="journal">The name in <see cref="TableShape.Journal"/>.</param>
    /// <param name="lastRun">The last run that was started for the stream; 0 for none.</param>
    /// <returns>What was done, also when it was done by an earlier call; null where there is no such journal: nothing was written under it, or later runs ended it.</returns>
    Task<UndoResult?> UndoAsync(DatasetId dataset, string journal, long lastRun, CancellationToken cancellationToken);

    Task<IReadOnlyList<DatasetInfo>> ListAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>For each line of a page the stored record of its key; null where none is stored, or the line has no key.</summary>
    /// <param name="lines">UTF-8 JSON lines; empty ones do not count.</param>
    Task<IReadOnlyList<StoredRecord?>> FindAsync(DatasetId dataset, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);

    /// <summary>Some records; null when there is no such dataset.</summary>
    /// <exception cref="RecordQueryException">A member is not there, or a value does not fit it.</exception>
    Task<RecordSlice?> QueryAsync(DatasetId dataset, RecordQuery query, CancellationToken cancellationToken);
}
