using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>5xx and their kin: a fault of the server that goes away.</summary>
internal sealed class ServerFault : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status is >= 500 and not (501 or 505 or 511) or 408 or 423 or 425 or 409 or 421 or 499
        ? new(FailureClass.Transient, NextAction.Retry, answer.Status >= 500 ? Ranks.Hint + 5 : Ranks.Status + 5,
            $"{answer.Status}: {Meaning(answer)}", $"status {answer.Status}" + (answer.Form == BodyForm.Html ? ", HTML instead of data" : ""))
        : null;

    private static string Meaning(Answer answer) => answer.Status switch
    {
        408 or 504 or 522 or 524 => "the server did not answer in time",
        409 => "a conflict with another operation",
        423 => "the resource is locked",
        425 => "asked too early",
        502 or 520 or 521 or 523 or 530 => "the origin does not answer" + (answer.Form == BodyForm.Html ? "; HTML instead of data" : ""),
        503 => "the service is unavailable",
        _ => answer.Statements.Count > 0 ? Quoted.Short(answer.Statements[^1].Original) : "a fault of the server",
    };
}

/// <summary>A passing fault in words, whatever the status.</summary>
internal sealed class SaysTransient() : WordingRule(FailureClass.Transient, NextAction.Retry, 72,
    @"internal ?(server )?(error|failure|exception)|(service|server|system|backend|api|resource|database|host|node)s? ?(is |are |was )?(currently |temporarily )?(un-?available|busy|overloaded|down|over capacity|not responding|offline|error)|temporar(y|il\w*)|try (again|your request again) (later|in a (few|moment|bit|while)|shortly|soon)|please (try again|retry)|something went wrong|unexpected error|an? (unknown|unexpected) error|timed? ?out|deadline exceeded|query timeout|gateway ?time|backend ?error|transient|: ?unavailable$|^unknown error$|maxlag|lagged|replication lag|currently loading|unable to lock|over ?capacity|fatal error|(^|: )internal$|^unavailable$|^aborted$|service ?unavailable|server ?error|operation aborted|connection reset|upstream|not ready|still (being )?(processed|computing)|server ?busy|bad gateway|is not (yet )?ready|being (generated|processed|computed)",
    @"permission|invalid (session|cursor|token)|api[ _-]?key|rate limit|maintenance|log ?in|session (has )?timed|session timed|temporarily (blocked|locked|suspended|disabled|restricted|banned)|account|authentication|revoked|denied|credential|unknown error type|too many requests|suspended|might have been removed|restricted location")
{
    protected override bool Applies(Answer answer) => answer.Status is 0 or 200 or 202 or 204 or 400 or 401 or 403 or 404 or 408 or 409 or 412 or 423 or 424 or >= 500;
}

/// <summary>An answer that calls its own fault passing (Meta: <c>is_transient</c>, others: <c>retryable</c>).</summary>
internal sealed class FlaggedTransient : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Succeeded || answer.Json is not { } json) return null;
        var text = json.ToJsonString();
        return text.Length < 20_000 && (text.Contains("\"is_transient\":true", StringComparison.Ordinal) || text.Contains("\"isTransient\":true", StringComparison.Ordinal))
            ? new(FailureClass.Transient, NextAction.Retry, 82, $"{answer.Status}: the answer calls its fault passing", "body: is_transient true")
            : null;
    }
}

/// <summary>202 or 204 where data was asked for: the result is still being made.</summary>
internal sealed class StillWorking202 : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status == 202 && answer.Header("x-amzn-waf-action") is null
        ? new(FailureClass.Transient, NextAction.Retry, Ranks.Hint, "202: the result is not ready yet", "status 202")
        : null;
}

/// <summary>A planned window, in words, whatever the status.</summary>
internal sealed class PlannedMaintenance() : WordingRule(FailureClass.Maintenance, NextAction.Wait, 88,
    @"maintenance|scheduled (down ?time|upgrade|outage)|planned (down ?time|outage|upgrade)|read[- ]only mode|migration (is )?in progress|enterprise migration|undergoing (an? )?(migration|upgrade)|down for (an )?(upgrade|update)|(being|is|are) upgraded|upgrade in progress|we('ll| will) be (right )?back|back (soon|shortly|online)|system (is )?(under(going)? )?upgrad|being migrated|data ?cent(er|re) migration|site is offline for",
    @"maintenance (fee|contract|plan)|not? .{0,10}maintenance");

/// <summary>HubSpot's 477 and a few others: the account is being moved.</summary>
internal sealed class Migrating477 : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status == 477
        ? new(FailureClass.Maintenance, NextAction.Wait, Ranks.Clear, "477: a migration is in progress", "status 477")
        : null;
}

/// <summary>No answer at all, or a proxy on the way that gave up.</summary>
internal sealed class NoAnswer : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status == 0 || (answer.Sample.Error is not null && answer.Status is >= 200 and < 300)
        ? new(FailureClass.Network, NextAction.Retry, answer.Sample.Error is null && answer.Form == BodyForm.Json ? Ranks.Hint : 94,
            "no answer: " + Quoted.Short(answer.Sample.Error ?? answer.Statements.Select(s => s.Original).FirstOrDefault() ?? "the connection failed"),
            answer.Sample.Error is null ? "status 0" : "transport: " + Quoted.Short(answer.Sample.Error))
        : null;
}

/// <summary>The connector's own proxy answers in the server's place: it could not resolve the name or reach the host.</summary>
internal sealed class ProxyCouldNotReach() : WordingRule(FailureClass.Network, NextAction.Retry, 88,
    @"err dns fail|err connect fail|err (read|write) (error|timeout)|err cannot forward|dns (resolving|resolution|lookup) (has )?failed|dns unresolved|dns server (returned|error)|contacting the dns server|unable to (determine ip address|resolve)|could ?n[o']t (resolve|be resolved)|cannot resolve|host ?name (could not be|not) resolved|no such host|getaddrinfo|enotfound|econnrefused|name or service not known|the system returned: ?\(\d+\)")
{
    protected override bool Applies(Answer answer) => answer.Status is 502 or 503 or 504;
}

/// <summary>Names, certificates and connections that failed, reported by a gateway or by the transport.</summary>
internal sealed class ConnectionFailed() : WordingRule(FailureClass.Network, NextAction.Retry, 86,
    @"enotfound|econnrefused|econnreset|etimedout|eai ?again|getaddrinfo|name or service not known|no such host|name resolution|dns (lookup|resolution|error)|connection (was )?(refused|reset|aborted|closed|timed out)|ssl (handshake|error|certificate|connect)|tls (handshake|alert|error)|certificate (has expired|verify|is not|validation|name)|certificate ?(expired|error)|network (is )?unreachable|no route to host|broken pipe|socket hang up|remote end closed|unable to connect|unexpected eof|peer|read ?time ?out|connect time ?out")
{
    protected override bool Applies(Answer answer) => answer.Status is 0;
}
