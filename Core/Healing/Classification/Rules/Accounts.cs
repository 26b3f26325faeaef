using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>Unpaid, frozen, suspended, closed: somebody must settle it with the vendor.</summary>
internal sealed class AccountTrouble() : WordingRule(FailureClass.AccountProblem, NextAction.AskHuman, 87,
    @"(client|account|shop|store|workspace|organi[sz]ation|tenant|subscription|project|customer|company|merchant|site|portal|team|user|consumer|app(lication)?|developer account|instance|billing|plan|domain|license|licence|contract|membership|hub|portal)\b.{0,60}\b(suspended|frozen|past due|unpaid|closed|locked|deactivated|cancell?ed|terminated|decommissioned|blocked|pending (approval|review|verification|activation)|awaiting (approval|review)|not paid|on hold|inactive|not active|disabled|expired|delinquent|lapsed|restricted|banned|paused|has ended|hibernat\w*|not enabled|is dormant)\b|(suspended|frozen|inactive|disabled|locked|closed|expired|unavailable|canceled|terminated|past due|unpaid) (account|shop|store|workspace|organi[sz]ation|tenant|subscription|project|customer|company|user|trial|plan|license|app\w*)\b|payment (is )?(required|overdue|failed|method)|past[- ]due|(trial|subscription|plan|licen[cs]e)\b.{0,40}\b(has |have |is |was )?(ended|expired|over|lapsed|cancell?ed)|unpaid|billing (issue|problem|disabled|is disabled|not enabled|account .{0,30}(disabled|closed))|overdue|outstanding (invoice|balance)|consumer ?suspended|insufficient (funds|balance)|balance (is )?(too low|insufficient|negative)|account ?(suspended|disabled|closed|locked|inactive|restricted|past)|customer not enabled|temporarily blocked for policies|subscription required|not subscribed to|paid (teams?|plans?|accounts?) only|(has|have) been banned|^banned$|non-?payment|unpaid|billing (details|information) .{0,40}(check|update|add)|check your billing|requires? (active )?billing|enable billing",
    @"account inactive|\brate\b|quota|(api|feature|functionality|service|method|endpoint)s? (is |has been |was )?(currently |not )?(disabled|enabled)|token|api[ _-]?key|session|refresh|installation|(has|have) not been used|ip address|cursor|no active subscription for|version|password|grant|certificate|secret|credential|key|integration (user|is)|user account .{0,30}(disabled|locked).{0,60}(aad|grant)|not active for|field|access is disabled for this user|disabled for|api (is )?(currently )?disabled|parameter|consent|grant|firewall|exceed|too many (requests|calls|api)|your ip|owner of th(is|e) website|is not enabled for (rest|the api|api|this)")
{
    private static readonly string[] s_settled = ["suspend", "not active", "deactivated", "past due", "unpaid", "delinquen", "overdue", "closed", "frozen"];
    private static readonly string[] s_spent = ["credits used", "credits exhausted", "over quota", "quota exceeded", "usage limit", "out of credits", "rate limit"];

    /// <summary>A limit's answer talks of plans and accounts too: there, only words that leave no doubt count. Credits that are used up are an allowance.</summary>
    protected override bool Applies(Answer answer) =>
        (answer.Status is not (429 or 410) || answer.Statements.Any(s => s_settled.Any(w => s.Words.Contains(w, StringComparison.Ordinal))))
        && !answer.Statements.Any(s => s_spent.Any(w => s.Words.Contains(w, StringComparison.Ordinal)));
}

/// <summary>402 Payment Required, and 423 where a shop or account is what is locked.</summary>
internal sealed class PaymentRequired402 : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status == 402
        ? new(FailureClass.AccountProblem, NextAction.AskHuman, 81, "402: payment is required" + (answer.Statements.Count > 0 ? "; " + Quoted.Short(answer.Statements[^1].Original) : ""), "status 402")
        : null;
}
