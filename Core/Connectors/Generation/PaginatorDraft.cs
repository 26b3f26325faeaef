using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>Writes the paginator of a page style.</summary>
internal static class PaginatorDraft
{
    public static JsonObject Of(PagingDraft paging)
    {
        var paginator = new JsonObject { ["type"] = "DefaultPaginator", ["pagination_strategy"] = Strategy(paging) };
        if (paging.Style is PagingStyle.NextUrl or PagingStyle.LinkHeader) paginator["page_token_option"] = new JsonObject { ["type"] = "RequestPath" };
        else if (paging.Parameter.Length > 0) paginator["page_token_option"] = Option(paging.Parameter);
        if (paging.SizeParameter is not null) paginator["page_size_option"] = Option(paging.SizeParameter);
        return paginator;
    }

    private static JsonObject Strategy(PagingDraft paging)
    {
        if (paging.Style == PagingStyle.Page) return new() { ["type"] = "PageIncrement", ["page_size"] = paging.Size, ["start_from_page"] = paging.Start };
        if (paging.Style == PagingStyle.Offset) return new() { ["type"] = "OffsetIncrement", ["page_size"] = paging.Size };
        if (paging.Style == PagingStyle.LinkHeader) return Link(paging);
        if (paging.Style == PagingStyle.LastRecord) return LastRecord(paging);
        if (paging.Style == PagingStyle.GraphQlCursor) return GraphQl(paging.CursorPath!);
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

    private static JsonObject Link(PagingDraft paging)
    {
        var strategy = new JsonObject
        {
            ["type"] = "CursorPagination",
            ["cursor_value"] = "{{ headers['link']['next']['url'] }}",
            ["stop_condition"] = "{{ 'next' not in headers.get('link', {}) }}",
        };
        if (paging.SizeParameter is not null) strategy["page_size"] = paging.Size;
        return strategy;
    }

    private static JsonObject LastRecord(PagingDraft paging)
    {
        var strategy = new JsonObject
        {
            ["type"] = "CursorPagination",
            ["cursor_value"] = "{{ last_record['id'] }}",
            ["stop_condition"] = "{{ not response" + string.Concat(paging.CursorPath!.Take(paging.CursorPath!.Count - 1).Select(step => $".get('{step}', {{}})")) + $".get('{paging.CursorPath![^1]}') }}}}",
        };
        if (paging.SizeParameter is not null) strategy["page_size"] = paging.Size;
        return strategy;
    }

    /// <summary>Connections of Relay (https://relay.dev/graphql/connections.htm): <c>pageInfo { hasNextPage endCursor }</c>.</summary>
    private static JsonObject GraphQl(IReadOnlyList<string> connection)
    {
        var info = "response" + string.Concat(connection.Select(step => $"['{step}']")) + "['pageInfo']";
        return new()
        {
            ["type"] = "CursorPagination",
            ["cursor_value"] = "{{ " + info + "['endCursor'] }}",
            ["stop_condition"] = "{{ not " + info + "['hasNextPage'] }}",
        };
    }

    private static JsonObject Option(string name) => new() { ["type"] = "RequestOption", ["inject_into"] = "request_parameter", ["field_name"] = name };
}
