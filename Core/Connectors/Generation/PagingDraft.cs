namespace Supertrack.Core.Connectors.Generation;

internal enum PagingStyle { Page, Offset, Cursor, NextUrl }

/// <summary>How the pages of a stream follow each other.</summary>
/// <param name="Style">The style.</param>
/// <param name="Parameter">The query parameter of page, offset or cursor; empty for next URLs.</param>
/// <param name="SizeParameter">The query parameter of the page size, or null.</param>
/// <param name="Size">Records a page.</param>
/// <param name="Start">The first page number.</param>
/// <param name="CursorPath">The body path of the next cursor or URL.</param>
internal sealed record PagingDraft(PagingStyle Style, string Parameter, string? SizeParameter, int Size, int Start = 1, IReadOnlyList<string>? CursorPath = null);
