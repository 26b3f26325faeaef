using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Selecting;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Pagination;

/// <summary>A page size that is a number or a template of the configuration.</summary>
internal sealed class PageSizeSetting(SourceSession session, Interpolated template)
{
    public long? Number(Value? response = null)
    {
        var scope = new Scope(session);
        if (response is not null) scope.Set("response", response);
        var value = template.Evaluate(scope);
        return Tree.AsInteger(value)
            ?? throw new ConnectorException(FailureKind.Config, $"The page size '{value}' is no whole number. Correct page_size.");
    }
}

/// <summary>Page numbers counted up by one; ends with a page that is not full.</summary>
internal sealed class PageIncrement(PageSizeSetting? size, long start, bool onFirst) : IPaginationStrategy
{
    public Value? InitialToken => onFirst ? IntValue.Of(start) : null;

    public Value? PageSize() => size?.Number() is { } number ? IntValue.Of(number) : null;

    public Value? Next(PageResult page)
    {
        if (page.Extracted == 0 || (size?.Number() is { } full and > 0 && page.Extracted < full)) return null;
        return IntValue.Of((page.Token is null ? start : CountToken.Of(page.Token)) + 1);
    }
}

/// <summary>Offsets counted up by the records of each page; ends with a page that is not full.</summary>
internal sealed class OffsetIncrement(PageSizeSetting? size, bool onFirst, IBodyDecoder decoder) : IPaginationStrategy
{
    public Value? InitialToken => onFirst ? IntValue.Of(0) : null;

    public Value? PageSize() => size?.Number() is { } number ? IntValue.Of(number) : null;

    public Value? Next(PageResult page)
    {
        // The offset cannot be told from rows that are streamed.
        var count = decoder.IsStream ? 0 : page.Extracted;
        if (count == 0 || (size is not null && count < size.Number(decoder.DecodeFirst(page.Answer)))) return null;
        return IntValue.Of((page.Token is null ? 0 : CountToken.Of(page.Token)) + count);
    }
}

/// <summary>Takes the token from the answer, its headers or the last record.</summary>
internal sealed class CursorPagination : IPaginationStrategy
{
    public required SourceSession Session { get; init; }

    public required Interpolated Cursor { get; init; }

    public Condition? Stop { get; init; }

    public PageSizeSetting? Size { get; init; }

    public required IBodyDecoder Decoder { get; init; }

    public Value? InitialToken => null;

    public Value? PageSize() => Size?.Number() is { } number ? IntValue.Of(number) : null;

    public Value? Next(PageResult page)
    {
        var headers = Tree.CopyMap(page.Answer.HeaderMap);
        headers["link"] = LinkHeader.Parse(page.Answer.Header("Link"));
        var scope = new Scope(Session)
            .Set("response", Decoder.DecodeFirst(page.Answer))
            .Set("headers", headers)
            .Set("last_record", page.LastRecord ?? Tree.None)
            .Set("last_page_size", IntValue.Of(page.Size));
        return Stop is not null && Stop.Holds(scope) ? null : Cursor.Evaluate(scope);
    }
}

internal static class CountToken
{
    public static long Of(Value token) => Tree.AsInteger(token)
        ?? throw new ConnectorException(FailureKind.System, $"The page token '{token}' is no number. Read the slice from its start.");
}
