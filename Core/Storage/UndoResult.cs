namespace Supertrack.Core.Storage;

/// <param name="Restored">Rows that got their former values back.</param>
/// <param name="Removed">Rows that were not there before.</param>
public sealed record UndoResult(long Restored, long Removed);
