using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>Writes the paginator of a page style.</summary>
internal static class PaginatorDraft
{
    public static JsonObject Of(PagingDraft paging)
    {
        var paginator = new JsonObject { ["type"] = "DefaultPaginator", ["pagination_strategy"] = Strategy(paging) };
        paginator["page_token_option"] = paging.Style == PagingStyle.NextUrl ? new JsonObject { ["type"] = "RequestPath" } : Option(paging.Parameter);
        if (paging.SizeParameter is not null) paginator["page_size_option"] = Option(paging.SizeParameter);
        return paginator;
    }

    private static JsonObject Strategy(PagingDraft paging)
    {
        if (paging.Style == PagingStyle.Page) return new() { ["type"] = "PageIncrement", ["page_size"] = paging.Size, ["start_from_page"] = paging.Start };
        if (paging.Style == PagingStyle.Offset) return new() { ["type"] = "OffsetIncrement", ["page_size"] = paging.Size };
        var path = paging.CursorPath!;
        var read = "response" + string.Concat(path.Take(path.Count - 1).Select(step => $".get('{step}', {{}})")) + $".get('{path[^1]}')";
        var strategy = new JsonObject
        {
            ["type"] = "CursorPagination",
            ["cursor_value"] = "{{ " + read + " }}",
            ["stop_condition"] = "{{ not " + read + " }}",
        };
        if (paging.SizeParameter is not null) strategy["page_size"] = paging.Size;
        return strategy;
    }

    private static JsonObject Option(string name) => new() { ["type"] = "RequestOption", ["inject_into"] = "request_parameter", ["field_name"] = name };
}
