namespace Supertrack.Lab.Scenarios;

public enum PagingType
{
    None,
    Page,
    Offset,
    Cursor,
    Link,
    NextUrl,
}

/// <summary>What a page or offset beyond the end gets.</summary>
public enum PastEnd
{
    Empty,
    Repeat,
    Error,
}

/// <summary>
/// How a list is cut into pages. Places in an answer are dotted paths of its body, or <c>header.NAME</c>.
/// </summary>
public sealed record PagingRule
{
    public PagingType Type { get; init; }

    public string? PageParam { get; init; }

    /// <summary>Number of the first page; default 1.</summary>
    public int Start { get; init; } = 1;

    public string? OffsetParam { get; init; }

    public string? CursorParam { get; init; }

    /// <summary>The parameter that asks for a size; without it the size is fixed.</summary>
    public string? SizeParam { get; init; }

    /// <summary>Records on a page; default 50.</summary>
    public int Size { get; init; } = 50;

    public int? MaxSize { get; init; }

    /// <summary><c>last.FIELD</c> (the cursor is the last record's field), or where the opaque next cursor goes.</summary>
    public string? CursorFrom { get; init; }

    public string? HasMore { get; init; }

    public string? Total { get; init; }

    public string? TotalPages { get; init; }

    /// <summary>Where the absolute URL of the next page goes, or null at the end.</summary>
    public string? NextUrl { get; init; }

    /// <summary>The answer to a size over the maximum; without it the size is cut to the maximum.</summary>
    public Answer? OverMax { get; init; }

    public PastEnd PastEnd { get; init; }

    /// <summary>The answer to a cursor, page or offset that cannot be used; default 400 problem+json.</summary>
    public Answer? BadCursor { get; init; }

    /// <summary>Query parameters that belong to paging.</summary>
    public IEnumerable<string> Parameters =>
        new[] { PageParam, OffsetParam, CursorParam, SizeParam }.OfType<string>();
}
