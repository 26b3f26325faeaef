namespace Supertrack.Core.Connectors.Generation;

internal enum PagingStyle { Page, Offset, Cursor, NextUrl, LinkHeader, LastRecord, GraphQlCursor }

/// <summary>How the pages of a stream follow each other.</summary>
/// <param name="Style">The style.</param>
/// <param name="Parameter">The query parameter of page, offset or cursor; empty for next URLs.</param>
/// <param name="SizeParameter">The query parameter of the page size, or null.</param>
/// <param name="Size">Records a page.</param>
/// <param name="Start">The first page number.</param>
/// <param name="CursorPath">The body path of the next cursor or URL; for <see cref="PagingStyle.LastRecord"/> of the member that says whether there is more.</param>
/// <param name="IsGuess">Nothing in the answer confirms it.</param>
internal sealed record PagingDraft(PagingStyle Style, string Parameter, string? SizeParameter, int Size, int Start = 1, IReadOnlyList<string>? CursorPath = null, bool IsGuess = false);
