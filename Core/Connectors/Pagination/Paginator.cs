using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Pagination;

/// <summary>What a page gave, for deciding about the next.</summary>
/// <param name="Answer">The page's answer.</param>
/// <param name="Extracted">Records found in it before any filter.</param>
/// <param name="Size">Records left after filters.</param>
/// <param name="LastRecord">The last of them, as it left the selector; null where there is none.</param>
/// <param name="Token">The token that this page was asked with; null on the first.</param>
/// <param name="Slice">The slice being read.</param>
internal sealed record PageResult(HttpAnswer Answer, int Extracted, int Size, Value? LastRecord, Value? Token, Slice Slice);

/// <summary>How a paginator goes on.</summary>
internal interface IPaginationStrategy
{
    /// <summary>The token of the first page; null where the first page takes none.</summary>
    Value? InitialToken { get; }

    /// <summary>The next page's token; null after the last page.</summary>
    Value? Next(PageResult page);

    /// <summary>Records a page; null where unknown.</summary>
    Value? PageSize();
}

/// <summary>Asks page after page and puts the token and the page size into the requests.</summary>
internal sealed class Paginator(IPaginationStrategy? strategy, RequestOption? tokenOption, bool tokenIsPath, RequestOption? sizeOption) : IOptionSource
{
    public static Paginator None { get; } = new(null, null, false, null);

    /// <summary>Ends the pages where the last record is one the cursor has had; set for data feeds.</summary>
    public Func<Value, Slice, bool>? StopsAt { get; init; }

    public Value? InitialToken => strategy?.InitialToken;

    public bool IsPaged => strategy is not null;

    /// <summary>The strategy looks at the answer or the last record, and not at counts alone.</summary>
    public bool ReadsAnswer => strategy is CursorPagination || StopsAt is not null;

    public Value? Next(PageResult page)
    {
        if (strategy is null) return null;
        if (StopsAt is not null && page.LastRecord is { } last && StopsAt(last, page.Slice)) return null;
        return strategy.Next(page) is { Truthy: true } token ? Tree.Copy(token) : null;
    }

    /// <summary>The path of the page where the token is one; else null.</summary>
    public string? PathOf(Value? token) => tokenIsPath && token is { Truthy: true } ? token.ToString() : null;

    public void Contribute(OptionSet options, Slice slice, Value? token)
    {
        if (tokenOption is not null && token is not null) tokenOption.Inject(options, token);
        if (sizeOption is not null && strategy?.PageSize() is { Truthy: true } size) sizeOption.Inject(options, size);
    }
}
