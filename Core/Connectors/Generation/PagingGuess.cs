using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>Recognises the page style by the names of parameters and of members of the answer.</summary>
internal static class PagingGuess
{
    private static readonly string[] Pages = ["page", "page_number", "pageNumber", "p", "pageNo", "page[number]"];
    private static readonly string[] Offsets = ["offset", "skip", "start", "startAt", "startIndex", "$skip", "page[offset]"];
    private static readonly string[] CursorNames = ["cursor", "after", "starting_after", "page_token", "pageToken", "next_token", "nextToken", "continuation_token", "next_cursor", "page[after]", "page_cursor", "pageCursor", "marker"];
    private static readonly string[] LastRecords = ["starting_after", "after_id", "since_id", "last_id"];
    private static readonly string[] MoreNames = ["has_more", "hasMore", "has_next", "hasNext", "more"];
    private static readonly string[] Sizes = ["per_page", "limit", "page_size", "pageSize", "perPage", "size", "count", "first", "top", "$top", "maxResults", "max_results", "page[size]", "page[limit]", "results_per_page"];
    private static readonly string[] NextNames = ["next", "next_cursor", "nextCursor", "next_page_token", "nextPageToken", "next_token", "nextToken", "after", "cursor", "continuation_token", "next_url", "nextUrl", "next_page", "nextPage", "@odata.nextLink", "nextLink", "next_page_url", "next_href", "href", "end_cursor"];

    /// <param name="parameters">Names of the query parameters that are known, with a value or null.</param>
    /// <param name="answer">A sample answer, or null.</param>
    /// <param name="records">Records in the sample, or 0.</param>
    public static PagingDraft? Of(IReadOnlyDictionary<string, string?> parameters, JsonNode? answer, int records)
    {
        var sizeName = Sizes.FirstOrDefault(parameters.ContainsKey);
        var size = sizeName is not null && int.TryParse(parameters[sizeName], out var given) ? given : records > 1 ? records : 100;
        var next = FindNext(answer, []);
        if (next is { IsUrl: true }) return new(PagingStyle.NextUrl, "", sizeName, size, CursorPath: next.Value.Path);
        if (LastRecords.FirstOrDefault(parameters.ContainsKey) is { } last && FindMore(answer, []) is { } more)
            return new(PagingStyle.LastRecord, last, sizeName, size, CursorPath: more);
        if (CursorNames.FirstOrDefault(parameters.ContainsKey) is { } cursor)
            return new(PagingStyle.Cursor, cursor, sizeName, size, CursorPath: next?.Path ?? ["next_cursor"], IsGuess: next is null);
        if (Pages.FirstOrDefault(parameters.ContainsKey) is { } page)
            return new(PagingStyle.Page, page, sizeName, size, Start: parameters[page] == "0" ? 0 : 1);
        if (Offsets.FirstOrDefault(parameters.ContainsKey) is { } offset && sizeName is not null) return new(PagingStyle.Offset, offset, sizeName, size);
        if (next is { } token && CursorNames.Concat(["page_token"]).FirstOrDefault(name => name == token.Path[^1] || "next_" + name == token.Path[^1]) is { } same)
            return new(PagingStyle.Cursor, same, sizeName, size, CursorPath: token.Path);
        return null;
    }

    public static string? SizeOf(IReadOnlyDictionary<string, string?> parameters) => Sizes.FirstOrDefault(parameters.ContainsKey);

    private static IReadOnlyList<string>? FindMore(JsonNode? node, IReadOnlyList<string> path)
    {
        if (node is not JsonObject members || path.Count > 2) return null;
        return MoreNames.FirstOrDefault(members.ContainsKey) is { } name ? [.. path, name]
            : members.Select(member => FindMore(member.Value, [.. path, member.Key])).FirstOrDefault(found => found is not null);
    }

    private static (IReadOnlyList<string> Path, bool IsUrl)? FindNext(JsonNode? node, IReadOnlyList<string> path)
    {
        if (node is not JsonObject members || path.Count > 3) return null;
        foreach (var name in NextNames)
            if (members[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 && (name != "href" || path.Count > 0 && path[^1] == "next"))
                return ([.. path, name], text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal));
        foreach (var (name, value) in members)
            if (FindNext(value, [.. path, name]) is { } found) return found;
        return null;
    }
}
