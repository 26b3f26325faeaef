using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>A parameter was renamed, removed or added as required, or its value is refused.</summary>
internal sealed class ParameterRefused() : WordingRule(FailureClass.ParameterRejected, NextAction.ChangeParameter, 68,
    @"(unknown|unrecogni[sz]ed|unexpected|unsupported|invalid|illegal|deprecated|extra|disallowed|bad|missing|required|undefined|duplicate|conflicting|redundant)\b.{0,30}\b(request |query |url |search |filter )?(param(eter)?|argument|query string|query param|filter|option|sort|value|operator|date|format|input|time ?range|range|expression|timestamp|syntax|query|include|expand|enum)s?\b|(param(eter)?|argument|filter|option|sort|value|query|date|limit|per[ _]page|page[ _]?size|range|input|property|field)s?\b.{0,80}\b((is|was|are|were|must|should|can ?not|cannot|may not|not|could not|isn't|aren't)\b.{0,30}\b(be|allowed|recogni[sz]ed|supported|valid|known|permitted|accepted|invalid|required|passed|unknown|unrecogni[sz]ed|missing|exceed|unsupported|deprecated|removed|parsed|greater|less|between|one of|out of|present|in the)|unknown|invalid|renamed|removed)|parameter ?(unknown|invalid|missing|not ?allowed|rejected)|(must|should) be (one of|between|less|greater|a valid|at (least|most)|in|an? |before|after|older|no more|smaller|equal)|not (one of|a valid|an allowed|an accepted)|is not (allowed|valid|supported|accepted|a valid)|malformed (query|request|soql)|invalid ?(request|argument|query|parameter|input|value|sort|filter|data|format)|did you mean|bad (request|parameter)|validation (error|failed|failure)|unprocessable|request[ _]?too[ _]?(large|complex|long)|exceeds? (the )?(max|single|limit of|allowed)|reduce the amount of data|too (many|large|long|complex|recent|old|far)|query cost is|node limit|could not (be )?parsed?|cannot be (used|combined|blank|passed|empty|null|parsed)|out of range|unsupported (query|filter|operator|option)|request has been malformed|bad user input|graphql validation failed|result ?size ?limit|larger than|requires? (that|the|a|an) .{0,30}(parameter|filter|header|argument)|field (is )?required|required field|can't be blank|greater than|extra inputs are not permitted|complexity",
    @"too many (requests|calls|redirects|concurrent|attempts)|rate limit|invalid grant|api[ _-]?key|credential|invalid client|(page|next|continuation|sync)[ _]?token|cursor|scroll|internal|server error|bad gateway|unavailable|invalid (token|session|auth\w*|signature|endpoint|url)|permission")
{
    protected override bool Applies(Answer answer) => answer.Status is 200 or 400 or 403 or 406 or 409 or 411 or 412 or 413 or 414 or 416 or 417 or 422 or 426 or 431 or 500 or 404
        && !(answer.Status == 500 && answer.Targets.Count == 0);
}

/// <summary>An unknown parameter named in so many words: nothing else is meant.</summary>
internal sealed class ParameterUnknown() : WordingRule(FailureClass.ParameterRejected, NextAction.ChangeParameter, 84,
    @"(unknown|unrecogni[sz]ed|unexpected|unsupported|extra|disallowed) (request |query |url |search |filter )?(param(eter)?|argument|query string|filter|option|key)s?\b|(query |url |request )?(param(eter)?|argument|filter)s? .{0,40}(is not|are not|was not|not|no longer) (allowed|supported|recogni[sz]ed|permitted|accepted|known|expected|valid)|parameter (unknown|not allowed|removed|deprecated)|extra inputs are not permitted|(param(eter)?|argument)s? .{0,60}(was|were|has been|have been|is|are) (renamed|removed|replaced|deprecated)|unknown argument|propert(y|ies) .{0,40}should not exist|(must not|must not|should not|not allowed to) have additional propert\w+|additional propert\w+ .{0,40}not allowed|unrecogni[sz]ed keys?|unknown query",
    @"(page|offset|cursor|pagination|starting after|page ?token|page info|scroll|skip|start at|startat)\b.{0,60}\b(is|are|was|cannot|not|no longer)|(param(eter)?|argument)s?:? .?(page|offset|cursor|page ?token|pagination|start ?at|skip)\b")
{
    protected override bool Applies(Answer answer) => answer.Status is 200 or (>= 400 and < 500);
}

/// <summary>A value that is refused in words: an enumeration, a range, a size of page, a date.</summary>
internal sealed class ValueRefused() : WordingRule(FailureClass.ParameterRejected, NextAction.ChangeParameter, 79,
    @"(limit|per[ _]?page|page[ _]?size|max ?results|count|top|first|last|size)\b.{0,60}\b(must|should|cannot|can not|may not|exceed\w*|greater|less|between|too (large|big|high)|maximum|invalid|not in range|out of range|at most|larger)|(maximum|max) (page size|limit|per page|page ?size|number of (records|items|results) per) .{0,30}(is|exceeded)|must be (one of|less|greater|at (most|least)|between)|is not one of|valid (values|options) (are|include|for)|allowed values|possible values|expected (type|one of|enum)|not a valid (value|enum|date|choice|option|timestamp|iso|sort|filter|format)|invalid (date|timestamp|enum|sort|order|time|filter|iso|format) ?(range|value|format|string|field)?|reduce the amount of data|single query max|max node|node limit exceeded|max complexity|query (is )?too complex|max cost exceeded|start_?time .{0,40}(older|recent|before)|too recent|cannot be (more|earlier|later|older|in the future)|exceeds? .{0,30}(maximum|max) (page|limit|allowed|of \d|size|depth|complexity|date|cost)|date range|failed to convert (property )?value|for input string|unmarshalling error|parse attempt failed",
    @"rate limit|too many requests|requests per|calls per|result window|offset|cursor|page ?token|page number|(^|\b)page (is|must|can|should|greater|number)|search response limits|10,?000th|paging|x-auth|x-api-key")
{
    protected override bool Applies(Answer answer) => answer.Status is 200 or (>= 400 and < 500) or 500;
}

/// <summary>400, 406, 409, 412, 413, 414, 415, 416 or 422 without another word.</summary>
internal sealed partial class Rejected4xx : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Status is not (400 or 406 or 411 or 412 or 413 or 414 or 415 or 416 or 417 or 422 or 431) || IsOpaque(answer)) return null;
        var about = answer.Targets.Count > 0 ? $": {Quoted.Short(answer.Targets[0])}" : "";
        return new(FailureClass.ParameterRejected, NextAction.ChangeParameter, Ranks.Status + (about.Length > 0 ? 20 : 0), $"{answer.Status}: the request is refused{about}", $"status {answer.Status}");
    }

    /// <summary>A body of numbers and cyphers alone leaves open what is refused.</summary>
    private static bool IsOpaque(Answer answer) => answer.Form == BodyForm.Json && answer.Status is 400 or 422 && answer.Targets.Count == 0
        && !answer.Statements.Any(s => Word().IsMatch(s.Words));

    [GeneratedRegex(@"\p{L}{4,}", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Word();
}
