using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>A cursor, page token or sync token that is refused or ran out: the read starts again, the style stays.</summary>
internal sealed class CursorRefused() : WordingRule(FailureClass.PaginationInvalid, NextAction.RestartRun, 93,
    @"(cursor|search id|resumption ?token|continue (parameter|token)|stream[ _]?position|paging token|page\[(?:after|before|cursor)|page ?(info|token|id)|next ?(page ?)?(token|link|page key|records url)|page_token|continuation( ?token)?|scroll( ?id| context)?|search ?(context|after)|sync ?(token|state)|delta ?(token|link)|skip ?token|bookmark|query ?locator|starting[ _]?after|ending[ _]?before|pagination[ _]?(token|key|id|cursor)|(exclusive )?start(ing)? ?key|iterator|offset token|resume token|result ?set|(pagination|page) session|marker|next batch)s?\b.{0,80}\b(expired|invalid|not (valid|found|recogni[sz]ed|exist|supported here)|unknown|malformed|no longer (valid|available)|not available|stale|does ?n[o']t exist|could not be (found|parsed|decoded|read)|incorrect|gone|closed|discarded|lost|is not|no such|too old|has been (deleted|invalidated)|mismatch|corrupt\w*|bad|missing|wrong|cannot be (decoded|parsed))|(invalid|expired|bad|malformed|unknown|stale|unrecogni[sz]ed|incorrect|not a valid|could not (parse|decode|find|read)|cannot (parse|decode)|unable to (parse|decode|find)|no)\b.{0,30}\b(cursor|page ?(info|token|id)|page_token|next ?(page ?)?token|continuation|scroll|search ?context|sync ?(token|state)|delta ?(token|link)|skip ?token|stream[ _]?position|bookmark|query ?locator|starting[ _]?after|pagination[ _]?(token|key|cursor)|marker|iterator|offset token|start ?key)s?\b|(restart|start over|begin|resume) .{0,30}(pagination|paging|listing|from the (beginning|start|first page))|scroll already exists|full sync required|resync ?required|sync ?state ?not ?found|result ?set (has )?expired|search_context_missing|expired page token|invalid page token|start (again|over|anew) (from|at|with)|(must )?start (a )?new (list|query|search|read)|without the (continue|sync|cursor|page) ?(parameter|token)",
    @"(cursor|pagination|paging|parameter|argument|param)s?\b.{0,40}\b(not (supported|allowed) (for|on|in|with)|is deprecated|no longer supported)|(unknown|unrecogni[sz]ed|unexpected|unsupported|extra) (request |query |url )?(param(eter)?|argument|field|propert)|cannot query field|undefined ?field|csrf");

/// <summary>The style of paging is refused or ends too early: page numbers switched off, an offset beyond what may be read.</summary>
internal sealed class PagingStyleRefused() : WordingRule(FailureClass.PaginationInvalid, NextAction.ChangePagination, 91,
    @"\b(page|offset|skip|start ?at|startat|start|page ?number|page_number|cursor|pagination|paging|page ?token)s?['""`]?:?\b(?! ?(size|access|restrict|view|could|you|that)).{0,60}\b((is|are|was|were|has|have|been) .{0,20}(deprecated|removed|not (supported|allowed|permitted|recogni[sz]ed|available)|no longer|unsupported|disabled|limited|unknown|unrecogni[sz]ed|not a (valid|known|recogni[sz]ed))|cannot be (passed|used|greater|more|larger|specified|combined)|no longer (supported|available|allowed|accepted)|not (supported|allowed|permitted|recogni[sz]ed)|(must|should|can|may) (be|not) .{0,40}(less|exceed|at most|greater|between|more|below|beyond|in range|larger)|exceeds?|too (large|high|deep|big|far)|out of (range|bounds)|beyond|greater than|limit(ed)? (to|of|is)|maximum|unknown|deprecated)|(unknown|unrecogni[sz]ed|unexpected|unsupported|invalid|extra|deprecated|disallowed)( request| query| url)?( param(eter)?| argument| field| filter)?s?:? ['""`(\[]?(page|offset|skip|start ?at|startat|start_at|page ?number|cursor|starting after|page ?token)s?\b['""`)\]]?(?! ?(size|token|info|id|access))|result window is too large|only the first [\d,]+ (search )?(results|records|rows|items)|pagination (is )?limited|(offset|page)[ -]?based pagination|use (the )?(cursor|keyset|search[ _]after|key ?set)[ -]?(based )?pagination|(more than|beyond|past|after|over|exceed\w*|first|up to|maximum of|limit of) (the )?([\d,]{4,}(th)?) (results|records|items|rows|objects|contacts|entries|hits)|offset too large|max offset|page (number )?(limit|out of range)|search response limits|deep pagination|paging .{0,40}(not allowed|10,?000|limit)|maximum (offset|page number|number of pages)|page limit exceeded|too many pages|number outside valid range|offset limit|limit ?\+ ?offset|offset ?\+ ?limit|count plus offset|(search )?results exceeds? the (limit|maximum)|\bskip\b.{0,30}\bor less|result set (is )?too large",
    @"per[ _]?page|page[ _]?size|results per page|rate limit|too many requests|page you|start[ _]?(date|time)|(created|updated|date|modified) ?(before|after|from)|from date|landing page|home page|pages?_(read|show|manage)|permission|endpoint|\baccess|fbtrace|(after|before) \d{4}-|page limit must|page\[size\]|page\[limit\]")
{
    protected override bool Applies(Answer answer) => answer.Status is 200 or (>= 400 and < 500) or 500;
}

/// <summary>How far this style of paging reads is named outright, whatever else the sentence mentions.</summary>
internal sealed class PagingDepth() : WordingRule(FailureClass.PaginationInvalid, NextAction.ChangePagination, 92,
    @"pagination ?depth|paging cookie|(offset|page|number)[- ]?(based )?pagination\b.{0,40}\b(limited|maximum|not|deprecated|no longer|removed|disabled)|invalid ['""`]?(offset|skip|page|start ?at)['""`]? (param(eter)?|argument|value)\b(?!.{0,20}token)")
{
    protected override bool Applies(Answer answer) => answer.Status is 200 or (>= 400 and < 500);
}

/// <summary>A cursor parameter that is refused by its name alone.</summary>
internal sealed class CursorParameterRefused() : WordingRule(FailureClass.PaginationInvalid, NextAction.RestartRun, 90,
    @"invalid ['""`]?(after|before|cursor|starting after|ending before)['""`]? (param(eter)?|argument|value)\b")
{
    protected override bool Applies(Answer answer) => answer.Status is 200 or (>= 400 and < 500);
}

/// <summary>A "reset" where a listing is continued (Dropbox): the cursor is spent.</summary>
internal sealed class ListingReset() : WordingRule(FailureClass.PaginationInvalid, NextAction.RestartRun, 90, @"^reset(/|$)|^cursor ?reset")
{
    protected override bool Applies(Answer answer) => answer.Path.EndsWith("continue", StringComparison.OrdinalIgnoreCase);
}

/// <summary>416: the range of records asked for lies beyond the end.</summary>
internal sealed class RangeBeyondEnd416 : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status == 416
        ? new(FailureClass.PaginationInvalid, NextAction.ChangePagination, Ranks.Likely + 2, "416: the range asked for lies beyond the end", "status 416")
        : null;
}

/// <summary>The body points at a paging parameter of the request.</summary>
internal sealed partial class PagingTarget : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Succeeded || answer.Status is not (200 or 400 or 410 or 416 or 422)) return null;
        var target = answer.Targets.Select(t => t.Split('.', '/')[^1]).FirstOrDefault(t => PagingName().IsMatch(t));
        if (target is null) return null;
        var token = TokenName().IsMatch(target);
        return new(FailureClass.PaginationInvalid, token ? NextAction.RestartRun : NextAction.ChangePagination, 83,
            $"{answer.Status}: paging parameter {target} is refused", "body points at " + target);
    }

    [GeneratedRegex(@"^(page|page_?(number|info|token|id|cursor)|offset|skip|\$skip(token)?|start_?at|cursor|next_?(cursor|token|page|page_?token)|starting_?after|ending_?before|page\[(number|after|before|cursor|offset)\]|scroll_?id|continuation(_?token)?|after|before|sync_?token|marker|bookmark)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex PagingName();

    [GeneratedRegex(@"token|cursor|after|before|scroll|info|continuation|marker|bookmark|page_?id", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex TokenName();
}
