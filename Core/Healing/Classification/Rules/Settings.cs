using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>The connector's own settings point nowhere: subdomain, account, project, spreadsheet, region, clock, missing header.</summary>
internal sealed class SettingWrong() : WordingRule(FailureClass.Configuration, NextAction.FixConfiguration, 82,
    @"no help ?desk|no (account|site|tenant|workspace|shop|store|organi[sz]ation|instance|project) (was |could be )?(found|exists?|registered)|no such (bucket|container|database|schema|dataset|project|site|account|tenant|shop|workspace|customer|property|host|index|warehouse|organization|queue)|(bucket|database|dataset|spreadsheet|sub ?domain|domain|tenant|workspace|organi[sz]ation|account|project|customer|property|warehouse|site|realm|company|shop|portal|team|channel|base|repository|board|region|store|index|catalog|instance|data ?store|view|profile|advertiser|merchant|application)( ?id)?\b.{0,60}\b(not found|was not found|does ?n[o']t exist|not exist|could not be found|can ?not be found|is invalid|is incorrect|is unknown|not recogni[sz]ed|is wrong|unknown)|(unknown|invalid|nonexistent|wrong|incorrect|missing) (bucket|database|dataset|spreadsheet|sub ?domain|tenant|workspace|organi[sz]ation|account|project|customer|property|warehouse|site|realm|company|shop|portal|region|store|advertiser|merchant|profile|view)( ?id| ?name)?\b|channel not found|customer not found|not ads user|requests made with (tls|ssl)|(tls|ssl) 1\.\d|request time too skewed|clock skew|timestamp out of bounds|time ?stamp .{0,40}(skew|out of bounds|outside)|(missing|required?|no|must (have|include|provide|set))\b.{0,30}\b(user[- ]agent|tenant|account[- ]id|x-[\w-]+|accept|content-type|host|organization) ?header|header\b.{0,60}\b(is )?(missing|required)|(make sure|include|provide|send|needs?)\b.{0,40}\buser[- ]agent|user[- ]agent (header)?.{0,30}(required|missing)|the region .{0,40} is wrong|expecting '|could not resolve to an? (organization|repository|user|node|project)|wrong (data ?cent(er|re)|region|cluster)|no such host|not a valid (project|account|customer|tenant|region)|unable to parse range|requested entity was not found|stream not found|(unsupported|invalid|not acceptable) (media|content)[ -]?type|media type|login[- ]customer[- ]id|mailbox .{0,30}not enabled|does not have (a|an) .{0,20}(license|mailbox)",
    @"field|column|route|endpoint|parameter|not have permission|share|permission|api[ _-]?key|suspended|missing or invalid (token|credential)|cursor|page ?token|access key|invalid permissions|credential|on (node )?type|on entity|in (the )?query|quota|locked|sobject|version|authentication")
{
    protected override bool Applies(Answer answer) => answer.Status is 0 or 200 or (>= 400 and < 500) or 503 && !answer.AsksForToken;
}

/// <summary>An API key restricted to another address, referrer or application.</summary>
internal sealed class KeyRestricted() : WordingRule(FailureClass.Configuration, NextAction.FixConfiguration, 76, @"(referer|referrer|ip address) restriction|requests from (this|referer|client).{0,60}(are )?blocked");

/// <summary>409 for an object that is in the way, and 415 for the connector's own body.</summary>
internal sealed class MediaType415 : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status is 415 or 406
        ? new(FailureClass.Configuration, NextAction.FixConfiguration, Ranks.Hint, $"{answer.Status}: the media type asked for or sent is refused", $"status {answer.Status}")
        : null;
}
