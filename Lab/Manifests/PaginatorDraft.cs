using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Manifests;

/// <summary>The paginator of a manifest for the way a version cuts its list into pages.</summary>
internal static class PaginatorDraft
{
    /// <summary>Null where the whole list comes at once.</summary>
    public static JsonObject? Of(ApiVersion version)
    {
        PagingRule rule = version.Paging;
        if (rule.Type == PagingType.None)
        {
            return null;
        }

        JsonObject strategy = Strategy(version);
        var paginator = new JsonObject { ["type"] = "DefaultPaginator", ["pagination_strategy"] = strategy };
        if (version.GraphQl is null)
        {
            paginator["page_token_option"] = rule.Type is PagingType.Link or PagingType.NextUrl
                ? new JsonObject { ["type"] = "RequestPath" }
                : Option(rule.PageParam ?? rule.OffsetParam ?? rule.CursorParam!);
        }

        if (rule.SizeParam is { } size && version.GraphQl is null)
        {
            paginator["page_size_option"] = Option(size);
            strategy["page_size"] = rule.Size;
        }

        return paginator;
    }

    private static JsonObject Strategy(ApiVersion version)
    {
        PagingRule rule = version.Paging;
        return rule.Type switch
        {
            PagingType.Page => new JsonObject { ["type"] = "PageIncrement", ["start_from_page"] = rule.Start, ["page_size"] = rule.Size, ["inject_on_first_request"] = true },
            PagingType.Offset => new JsonObject { ["type"] = "OffsetIncrement", ["page_size"] = rule.Size, ["inject_on_first_request"] = true },
            PagingType.Link => Cursor("headers['link']['next']['url']", "'next' not in headers.get('link', {})"),
            PagingType.NextUrl => Cursor(Read(rule.NextUrl!), $"not {Read(rule.NextUrl!)}"),
            _ when rule.CursorFrom is { } from && from.StartsWith("last.", StringComparison.Ordinal) =>
                Cursor("last_record" + string.Concat(from[5..].Split('.').Select(step => $"['{step}']")), rule.HasMore is { } more ? $"not {Read(more)}" : $"last_page_size < {rule.Size}"),
            _ when version.GraphQl is { } graph => Cursor(Read(rule.CursorFrom ?? $"data.{graph.Field}.pageInfo.endCursor"), $"not {Read(rule.CursorFrom ?? $"data.{graph.Field}.pageInfo.endCursor")}"),
            _ => Cursor(Read(rule.CursorFrom ?? "next"), $"not {Read(rule.CursorFrom ?? "next")}"),
        };
    }

    private static JsonObject Cursor(string value, string stop) =>
        new() { ["type"] = "CursorPagination", ["cursor_value"] = $"{{{{ {value} }}}}", ["stop_condition"] = $"{{{{ {stop} }}}}" };

    /// <summary>The expression that reads a place of an answer: a path of the body, or <c>header.NAME</c>.</summary>
    private static string Read(string place)
    {
        if (place.StartsWith("header.", StringComparison.OrdinalIgnoreCase))
        {
            return $"headers.get('{place["header.".Length..]}')";
        }

        string[] steps = place.Split('.');
        string text = "response";
        for (int at = 0; at < steps.Length; at++)
        {
            text = at < steps.Length - 1 ? $"({text}.get('{steps[at]}') or {{}})" : $"{text}.get('{steps[at]}')";
        }

        return text;
    }

    private static JsonObject Option(string name) => new() { ["type"] = "RequestOption", ["inject_into"] = "request_parameter", ["field_name"] = name };
}
