using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>
/// Too fast, or an allowance used up: what counts is the window. Seconds to hours pass by waiting; a day, a month, credits or a plan are a quota.
/// Holds for any status: 400, 403, 502 and 200 carry limits as well as 429.
/// </summary>
internal sealed partial class LimitReached : IFailureRule
{
    private const double LongestRateWait = 4 * 3600;

    public Verdict? Judge(Answer answer)
    {
        if (answer.Succeeded) return null;
        var statement = Statement(answer);
        var spent = HeaderSpent(answer);
        if (statement is null && answer.Status != 429 && !(answer.Status == 403 && spent is not null)) return null;
        if (answer.Status >= 500 && statement is not null && OnlyAgain().IsMatch(statement.Words)) return null;
        var evidence = statement is null ? spent ?? $"status {answer.Status}" : $"{statement.Place}: {Quoted.Short(statement.Original)}";
        var words = string.Join("; ", answer.Statements.Select(s => s.Words));
        var cause = $"{answer.Status}: {(statement is null ? "too many requests" : Quoted.Short(Sentence(answer, statement)))}";
        var rank = statement is null ? (spent is null ? Ranks.Hint + 10 : 80) : answer.Status is 429 ? 86 : 84;
        if (!IsQuota(answer, words)) return new(FailureClass.RateLimited, NextAction.Wait, rank, cause, evidence);
        var action = Plan().IsMatch(words) && !Daily().IsMatch(words) && answer.Wait is null ? NextAction.AskHuman : NextAction.WaitForReset;
        return new(FailureClass.QuotaExhausted, action, rank, cause, evidence);
    }

    /// <summary>A code that only says "limit" means what the sentence beside it says.</summary>
    private static Statement? Statement(Answer answer)
    {
        var found = answer.Statements.FirstOrDefault(s => Limit().IsMatch(s.Words) && !NotALimit().IsMatch(s.Words));
        var explained = found is not null && !found.Original.Contains(' ') && !Throttle().IsMatch(found.Words) && answer.Status != 429
            && answer.Statements.Any(s => s.Original.Contains(' ') && NotALimit().IsMatch(s.Words));
        return explained ? null : found;
    }

    private static bool IsQuota(Answer answer, string words)
    {
        if (Daily().IsMatch(words) || DailySpent(answer)) return true;
        if (answer.Wait is { Seconds: > LongestRateWait }) return true;
        if (Moment().IsMatch(words)) return false;
        if (Plan().IsMatch(words)) return !(answer.Wait is { Seconds: <= 300 }) && (Used().IsMatch(words) || !Rate().IsMatch(words));
        if (Short().IsMatch(words)) return false;
        if (answer.Wait is not null) return false;
        return Quota().IsMatch(words) && !answer.Sample.Headers.ContainsKey("x-amzn-ratelimit-limit") && !Throttle().IsMatch(words);
    }

    private static string Sentence(Answer answer, Statement statement) =>
        statement.Original.Contains(' ') ? statement.Original : answer.Statements.FirstOrDefault(s => s.Original.Contains(' '))?.Original ?? statement.Original;

    private static string? HeaderSpent(Answer answer) => answer.Sample.Headers
        .Where(h => Remaining().IsMatch(h.Key) && h.Value.Split(',', ';')[0].Trim() is "0" or "-1" or "0.0")
        .Select(h => $"{h.Key}: {h.Value}").FirstOrDefault();

    private static bool DailySpent(Answer answer) => answer.Sample.Headers.Any(h =>
        Remaining().IsMatch(h.Key) && DayHeader().IsMatch(h.Key) && h.Value.Trim() == "0");

    [GeneratedRegex(@"rate[ -]?limit|too[ -]many (concurrent |simultaneous |api |recent )?(requests|calls|quer|attempts|connections)|throttl|(api |call |request|usage|query|token|complexity|budget|quota|credit|volume|calls?|transaction|row)s?\b.{0,30}\b(limit|quota|cap|budget|allowance|threshold)\w*\b.{0,60}\b(exceed|reach|hit|exhaust|used up|depleted|over)|(exceed\w*|reached|hit|over|used up|exhaust\w*|out of|depleted)\b.{0,70}\b(limits?\b|quota|allowance|cap\b|budget|credits?|calls per|requests per|queries per|number of (api )?(calls|requests))|quota ?(exceeded|exhausted|limit|error|reached)|limit ?exceeded|resource ?(has been )?exhausted|slow ?down|requests? (per|limit|rate)|calls per (second|minute|hour|day)|number of allowed api requests|(complexity|budget|quota|credits?|limits?|usage cap) .{0,20}(exceeded|exhausted|reached|used up)|maximum credits|request limit|retry (later|again).{0,30}rate|more requests available|bandwidth limit|burst|concurren\w+ (requests|limit)|max(imum)? (concurrent|number of concurrent|rate)|(calls?|requests?|quer(?:y|ies)) (count )?exceeded|throughput .{0,60}exceeded|throughput ?exceeded|usage cap|activity limit reached|user ?rate|(volume|quota|allowance|cap|allotment|usage limit|credit)s? (has|have) been (reached|exceeded|used)|premium plans?.{0,60}rate limits?|used (all|up|every)\b.{0,40}\b(calls?|requests?|credits?|quota|units|queries)\b|try (your request )?again in \d|calls? in (the|a) short|please slow|spike arrest|request was denied due to request|flood ?(control|wait)|frequency ?limit|request frequency|over (qps|rate|queries)|developer over|limits? (has been |have been |is |are |was |were )?(reached|hit|exhausted)|(insufficient|not enough|no( more)?|zero|out of|ran out of|run out of|used (up )?all( of)?( your)?)\b.{0,25}\b(credits?|units|points|quota|api calls|requests left)\b|(units?|credits?|points)\b.{0,15}\b(balance|remaining)?.{0,10}\b(is |are )?(zero|0\b|depleted|insufficient|exhausted|used)|credits? used|limit for the number of|(quer(y|ies)|requests|calls|jobs|exports)\b.{0,25}\bconcurrently|maximum number of .{0,40}\b(today|per day|this (hour|minute|month))|too many (open )?(scroll|search) contexts|requests? too (often|frequent\w*)|too frequent\w*|request threshold|too many times|(run|gone|went|exceed\w*|used)\b.{0,40}\b(allocation|allotted|allotment)|\blimits?\b.{0,60}\b(reached|exceeded|exhausted|hit)\b|(number|amount) of (allowed |permitted )?(api )?(requests|calls)|\b(hourly|daily|weekly|monthly)\b.{0,40}\b(threshold|limit|quota|allowance|cap)\b|too many (\w+ ){0,3}(jobs|exports|sessions|reports|syncs|tasks|operations|downloads|queued|running)|concurren\w*\b.{0,20}\b(exceeded|reached|limit)|\b(max(imum)?|limit\w*|exceed\w*|reached)\b.{0,60}\b(per|each|every) (second|minute|hour|day|week|month)\b|\b(per|each|every) (second|minute|hour|day|week|month)\b.{0,40}\b(exceed\w*|reached|limit)|too many (visits|hits|api)|exceed\w* [\d,.]+ ?(gb|mb|tb|gib)\b", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Limit();

    /// <summary>Limits on sizes and values, and locks, are not limits on speed.</summary>
    [GeneratedRegex(@"(maximum|max|page|size|result|character|length|row|node|depth|file|upload|payload|body|value|record|offset|field|item|id|filter|single query|query|time)s?[ _-]?(max(imum)?[ _-]?)?(cost )?(limit|size|length|window|count)\b(?!.{0,40}per (second|minute|hour|day))(?!.{0,60}(rate|throttl|quota|too many requests|api calls|retry|concurren))|lock[ _]?time|limit (must|should|cannot|can not|is (too|not|invalid)|parameter|value)|(invalid|allowed values?|unknown|bad) .{0,20}\blimit\b(?! exceeded)|pagination is limited|query cost is|single query max|only the first|exceeds the (maximum|max|single)|must be (less|between|at most)|larger than|greater than|max node|log ?in attempts|timed? ?out|time limit|execution time|deadline|memory limit|search response limits|number of (search )?results|more than \d+ (fields|ids|values|items|columns|properties|filters)|too many (properties|fields|values|ids|filters|parameters|columns|results|records|redirects|arguments)", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex NotALimit();

    [GeneratedRegex(@"\b(daily|per day|per 24|24[ -]?hours?|/ ?day|a day|day limit|monthly|per month|month(ly)? |this month|weekly|per week|per year|annual|yearly|billing (period|cycle)|product cap|usage cap|day quota|request limit exceeded: total|total ?requests limit|per rolling 24|for (today|the day)|today|per ?day|for (january|february|march|april|may|june|july|august|september|october|november|december)|day ?\)|midnight|day rate|problem: day)\b|^day$|; day(;|$)|^day;|total requests limit|\bday\b.{0,12}\blimit|tokens per day|quota will refresh in under (a|one) day", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Daily();

    /// <summary>"Try again in 30 seconds" beside a 5xx is how a fault speaks, not a limit.</summary>
    [GeneratedRegex(@"^(?!.*(\brate\b|limit|throttl|too many|quota|slow ?down|requests per|exceed)).*try (your request )?again in \d", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex OnlyAgain();

    [GeneratedRegex(@"(current|this|next|per|each|every|one) (minute|second)\b|\b(hourly|minutely|secondly)\b", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Moment();

    [GeneratedRegex(@"\b(plan|credits?|billing|subscription|upgrade|purchase|insufficient quota|current quota|spend\w*|allotment|included in|trial|tier)\b", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Plan();

    [GeneratedRegex(@"per[ -](\d+ )?(second|minute|hour|min|sec|user|10|100|15|five|ten)|(second|minute|hour|ten_?second|minute|ten secondly)ly\b|secondary|concurren|short|burst|\d+ (seconds|secs|minutes)|per ?(minute|second|hour)|in a given amount of time", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Short();

    [GeneratedRegex(@"no more (requests|calls)|usage limits?|allocation|quota|allowance|allotment|cap\b|credits?|units|over rate", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Quota();

    [GeneratedRegex(@"\brate\b|throttl|too many|too frequent", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Rate();

    [GeneratedRegex(@"quota|credits?|allowance|allotment|allocation|insufficient|\bcap\b|spend|used (up|all)|free usage|trial", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Used();

    [GeneratedRegex(@"rate ?limit|too many|throttl|slow ?down|user rate|resource exhausted$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Throttle();

    [GeneratedRegex(@"remaining|available", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Remaining();

    [GeneratedRegex(@"dai?ly|day|24|month", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex DayHeader();
}

/// <summary>429 that is no limit: a lock or another operation in progress on the same object.</summary>
internal sealed class LockNotLimit() : WordingRule(FailureClass.Transient, NextAction.Retry, 89,
    @"lock[ _]?time ?out|transaction ?conflict|transaction is (ongoing|in progress)|has locked (the )?(table|row|object|record)|locks? (has|have) not (yet )?been released|waiters for (this|the) lock|lock wait|locked by (another|an? |the )|already (have|has|having) .{0,30}\b(running|in progress|active|pending)|already (running|in progress|being (generated|processed|created))|wait for (one|it|them) to|serializ\w+ failure|could not serialize|due to concurrent|being (used|edited) by another|cannot be accessed right now|(object|row|record|resource|account|entity|table)\b.{0,60}\b(is |are |being |currently )+(locked|modified|updated|accessed|in use)|unable to lock|could not (acquire|obtain)( an?| the)?( exclusive)? lock|(record|row) lock|concurrent (update|modification|operation)|resource ?locked|currently being (processed|updated)|database conflict|deadlock|another (request|process|operation).{0,40}(progress|running|processing)|operation in progress|conflicting (operation|request)",
    @"locked out|login|shop|store is|concurrency limit|\bsuspended|account (is |has been )?(locked|frozen)|too many concurrent");

/// <summary>Shopify's GraphQL answer and its kin: <c>extensions.code</c> THROTTLED with a cost bucket.</summary>
internal sealed class CostThrottled() : WordingRule(FailureClass.RateLimited, NextAction.Wait, Ranks.Decisive, @"^throttled$|^rate ?limited$|^ratelimited$|complexity ?(exception|budget exhausted)");
