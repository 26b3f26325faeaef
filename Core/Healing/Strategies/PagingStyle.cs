using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Another way through the pages, read from what a page says of the next one. Tried when pages are refused, repeat, or end too early.</summary>
internal sealed partial class PagingStyle : IRepairStrategy
{
    private const int MostNames = 20;

    private static readonly string[] s_pageNames = ["page", "page_number", "pageNumber", "page[number]", "p", "page_no", "pageNo", "pageIndex", "currentPage"];
    private static readonly string[] s_offsetNames = ["offset", "skip", "start", "startAt", "from", "$skip", "start_index", "page[offset]"];
    private static readonly string[] s_rarePageNames = ["searchCriteria[currentPage]", "pageNum", "page_num", "pagenum", "PageNumber", "page_index", "pg", "_page", "$page", "pagination[page]", "filter[page]", "paging[page]"];
    private static readonly string[] s_rareOffsetNames = ["startIndex", "startPosition", "start_at", "_start", "firstResult", "$offset", "pagination[offset]", "pagination[start]"];
    private static readonly string[] s_afterNames = ["starting_after", "after", "after_id", "since_id", "last_id", "cursor", "before", "page_token"];
    private static readonly string[] s_rareAfterNames = ["max_id", "page[after]", "page[cursor]", "marker", "from_id", "start_after", "last_key", "next"];

    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        var said = evidence.Failure?.Exchange?.Said ?? "";
        var refused = evidence.Failure is { } failure && (failure.Diagnosis.Class == FailureClass.PaginationInvalid || (failure.Exchange is not null && failure.Diagnosis.Class is FailureClass.ParameterRejected or FailureClass.Unknown));
        var page = evidence.Pages.Count > 0 ? evidence.Pages[0] : null;
        if (!refused && (page is null || !EndsWrongly(evidence))) yield break;
        foreach (var proposal in FromAnswer(evidence, page, said)) yield return proposal;
        foreach (var proposal in FromText(evidence, said)) yield return proposal;
        if (page is not null)
            foreach (var proposal in Usual(evidence, page)) yield return proposal;
    }

    private static bool EndsWrongly(RepairEvidence evidence)
    {
        if (evidence.Observed.Rows.Count == 0 || KeyFinder.Join(evidence.Baseline, evidence.Observed.Rows) is not { } join) return false;
        return join.Repeated > 0 || join.Pairs.Count < evidence.Baseline.Count;
    }

    private static IEnumerable<Proposal> FromAnswer(RepairEvidence evidence, ObservedExchange? page, string said)
    {
        if (page is null) yield break;
        var stream = evidence.Stream;
        if (page.Headers.TryGetValue("Link", out var link) && link.Contains("next", StringComparison.Ordinal))
            yield return Paging(stream, "the Link header names the next page", Cursor("{{ headers['link']['next']['url'] }}", "{{ 'next' not in headers.get('link', {}) }}"), RequestPath(), 1.1);
        foreach (var clue in PagingClues.Of(page, stream.FieldPath))
        {
            var name = string.Join('.', clue.Path);
            var cursor = Cursor("{{ " + clue.Expression + " }}", "{{ not " + clue.Expression + " }}");
            if (clue.IsAddress)
            {
                yield return Paging(stream, $"{name} is the address of the next page", cursor, RequestPath(), 1.2);
                continue;
            }
            var rank = 0;
            foreach (var parameter in Names(clue, said))
                yield return Paging(stream, $"{name} leads to the next page as {parameter}", cursor, Parameter(parameter), 1.25 + (0.1 * rank++));
        }
    }

    // "Use cursor pagination with starting_after": the last record's key is the cursor where the answer holds no token.
    private static IEnumerable<Proposal> FromText(RepairEvidence evidence, string said)
    {
        var names = WordPattern().Matches(said).Select(match => match.Value).Where(word => CursorNamePattern().IsMatch(word)).Distinct().ToList();
        var page = evidence.Pages.Count > 0 ? evidence.Pages[0] : null;
        var more = page is null ? null : PagingClues.More(page).FirstOrDefault();
        foreach (var proposal in ByLastRecord(evidence, names, more, 1.5)) yield return proposal;
        if (page is null && (names.Count > 0 || NamesPage(evidence.Stream, said)))
        {
            // The first page itself was refused: it comes without any paging parameter, and shows how to go on.
            yield return new Proposal("first_page", "the paging parameters were refused; the first page is asked for without", [PatchOperation.Set(evidence.Stream.PaginatorPointer, new JsonObject { ["type"] = "NoPagination" })], 1.3);
        }
        else if (evidence.Failure is { Diagnosis.Class: FailureClass.PaginationInvalid } && evidence.Pages.Count == 0)
        {
            yield return new Proposal("first_page", "the paging parameters were refused; the first page is asked for without", [PatchOperation.Set(evidence.Stream.PaginatorPointer, new JsonObject { ["type"] = "NoPagination" })], 1.6);
        }
    }

    private static bool NamesPage(StreamView stream, string said) =>
        stream.Text(stream.PaginatorPointer + "/page_token_option/field_name") is { } name && WordPattern().Matches(said).Any(match => match.Value == name);

    private static IEnumerable<Proposal> Usual(RepairEvidence evidence, ObservedExchange page)
    {
        var more = PagingClues.More(page).FirstOrDefault();
        foreach (var proposal in ByLastRecord(evidence, s_afterNames, more, more is null ? 3 : 1.8)) yield return proposal;
        foreach (var proposal in ByLastRecord(evidence, s_rareAfterNames, more, more is null ? 3.9 : 3.1)) yield return proposal;
        var size = evidence.Observed.Rows.Count > 0 ? FirstPageRows(evidence, page) : 0;
        if (size == 0) yield break;
        var said = evidence.Failure?.Exchange?.Said ?? "";
        // Names that the answer shows beside the records or that the refusal speaks of come before those that are merely usual.
        foreach (var (name, value) in PagingClues.Counters(page, evidence.Stream.FieldPath)) yield return Counted(evidence.Stream, name, IsOffset(name) && value == 0 ? null : value, size, 1.4);
        var rank = 0;
        foreach (var name in WordPattern().Matches(said).Select(match => match.Value).Where(word => s_pageNames.Contains(word) || s_offsetNames.Contains(word)).Distinct()) yield return Counted(evidence.Stream, name, IsOffset(name) ? null : 1, size, 1.6 + (0.05 * rank++));
        foreach (var name in s_offsetNames) yield return Counted(evidence.Stream, name, null, size, 2.4 + (0.05 * rank++));
        foreach (var name in s_pageNames)
            foreach (var first in new[] { 1, 0 }) yield return Counted(evidence.Stream, name, first, size, 2.4 + (0.3 * (1 - first)) + (0.05 * rank++));
        rank = 0;
        foreach (var name in s_rarePageNames) yield return Counted(evidence.Stream, name, 1, size, 4 + (0.05 * rank++));
        foreach (var name in s_rareOffsetNames) yield return Counted(evidence.Stream, name, null, size, 4 + (0.05 * rank++));
    }

    private static bool IsOffset(string name) => s_offsetNames.Contains(name) || OffsetPattern().IsMatch(name);

    /// <param name="first">Number of the first page; null where rows are counted.</param>
    private static Proposal Counted(StreamView stream, string name, int? first, int size, double cost) => first is { } start
        ? Paging(stream, $"pages are counted in {name} from {start}", new JsonObject { ["type"] = "PageIncrement", ["page_size"] = size, ["start_from_page"] = start, ["inject_on_first_request"] = true }, Parameter(name), cost)
        : Paging(stream, $"rows are counted in {name}", new JsonObject { ["type"] = "OffsetIncrement", ["page_size"] = size, ["inject_on_first_request"] = true }, Parameter(name), cost);

    private static IEnumerable<Proposal> ByLastRecord(RepairEvidence evidence, IEnumerable<string> names, PagingClue? more, double cost)
    {
        var key = evidence.Observed.Rows.Count > 0 && KeyFinder.Join(evidence.Baseline, evidence.Observed.Rows) is { } join ? join.Links[0].NewPath : evidence.Baseline.Key[0];
        var record = "last_record" + string.Concat(key.Split('.').Select(step => $"['{step}']"));
        var stop = more is not null ? "{{ not " + more.Expression + " }}" : "{{ last_page_size == 0 }}";
        var rank = 0;
        foreach (var name in names.Distinct())
            yield return Paging(evidence.Stream, $"the last record's {key} goes on as {name}", Cursor("{{ " + record + " }}", stop), Parameter(name), cost + (0.1 * rank++));
    }

    private static int FirstPageRows(RepairEvidence evidence, ObservedExchange page) =>
        RecordLists.Of(page.Json).FirstOrDefault(list => list.Path.SequenceEqual(evidence.Stream.FieldPath))?.Rows.Count ?? 0;

    private static IEnumerable<string> Names(PagingClue clue, string said)
    {
        var leaf = clue.Path[^1];
        var names = new List<string>();
        // X-Next-Cursor is for the parameter cursor.
        if (clue.InHeader) leaf = leaf.Replace("X-", "", StringComparison.OrdinalIgnoreCase).Replace('-', '_').ToLowerInvariant();
        var bare = BareNamePattern().Replace(leaf, "");
        if (bare.Length > 0 && char.IsUpper(bare[0]) && !char.IsUpper(leaf[0])) bare = char.ToLowerInvariant(bare[0]) + bare[1..];
        names.AddRange(WordPattern().Matches(said).Select(match => match.Value).Where(word => CursorNamePattern().IsMatch(word)));
        if (bare.Length > 0) names.Add(bare);
        names.Add(leaf);
        // {"continuation": {"token": ...}} is for continuationToken or continuation_token.
        if (clue.Path.Count > 1 && BareNamePattern().Replace(clue.Path[^2], "") is { Length: > 0 } holder)
            names.AddRange([holder + char.ToUpperInvariant(leaf[0]) + leaf[1..], $"{holder}_{leaf}", $"{holder}[{bare}]"]);
        names.AddRange(["cursor", "page_token", "pageToken", "after", "starting_after", "token", "next_token", "page[after]", "page[cursor]", "continuation_token", "marker", "page", "before", "start_cursor"]);
        return names.Distinct().Take(MostNames);
    }

    private static Proposal Paging(StreamView stream, string why, JsonObject strategy, JsonObject option, double cost)
    {
        // One strategy serves several proposals, and a node has one parent.
        strategy = (JsonObject)strategy.DeepClone();
        var paginator = new JsonObject { ["type"] = "DefaultPaginator", ["pagination_strategy"] = strategy, ["page_token_option"] = option };
        if (stream.Paginator?["page_size_option"] is { } size)
        {
            paginator["page_size_option"] = size.DeepClone();
            if (!strategy.ContainsKey("page_size") && ManifestPatch.At(stream.Paginator, "/pagination_strategy/page_size") is { } number) strategy["page_size"] = number.DeepClone();
        }
        return new Proposal("change_pagination", why, [PatchOperation.Set(stream.PaginatorPointer, paginator)], cost);
    }

    private static JsonObject Cursor(string value, string stop) => new() { ["type"] = "CursorPagination", ["cursor_value"] = value, ["stop_condition"] = stop };

    private static JsonObject RequestPath() => new() { ["type"] = "RequestPath" };

    private static JsonObject Parameter(string name) => new() { ["type"] = "RequestOption", ["inject_into"] = "request_parameter", ["field_name"] = name };

    [GeneratedRegex(@"offset|skip|start|from|first", RegexOptions.IgnoreCase)]
    private static partial Regex OffsetPattern();

    [GeneratedRegex(@"[A-Za-z_$][\w\-]*(?:\[\w+\])?")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"^(?:[a-z_]*cursor|starting_after|after|page_?token|pageToken|next_?token|continuation(?:_?token)?|since_id|after_id|marker|bookmark|scroll_id|page\[(?:after|cursor|token)\]|before|last_id|\$?skip_?token)$", RegexOptions.IgnoreCase)]
    private static partial Regex CursorNamePattern();

    [GeneratedRegex(@"^(?:next_?|end_?|@odata\.)", RegexOptions.IgnoreCase)]
    private static partial Regex BareNamePattern();
}
