using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>An access token or session that ran out and can be renewed.</summary>
internal sealed class TokenExpired() : WordingRule(FailureClass.AuthExpired, NextAction.Refresh, 80,
    @"(token|session|jwt|credential|authentication|authorization|login|sas|signature|access|security token)\w*\b.{0,60}\b(expired|has lapsed|timed out|too old|no longer valid)|\bexpired?[ -]?(access |auth\w* |oauth |bearer |id |security |session |json web )?(token|session|jwt|auth\w*|credential)|session (has )?(expired|timed out|is not active|not found)|invalid session\b|lifetime validation failed|token lifetime|access token expired|\bexpired token\b|not yet valid|oauth token expired|jwt expired|token ?expire|(csrf|xsrf) ?token",
    @"expired, revoked,? (malformed|or)|revoked or expired|refresh token|(resumption|cursor|page|paging|pagination|next|sync|scroll|continuation|delta|skip)[ _-]?tokens?\b|api[ _-]?key|client[ _]secret|invalid grant|expired key|personal access token|(not|never) expire|api token is invalid|consent|agreement|client secret keys|(trial|subscription|plan|licen[cs]e|account) ");

/// <summary>Google's catch-all for access tokens that are refused after an hour.</summary>
internal sealed class GoogleAuthError() : WordingRule(FailureClass.AuthExpired, NextAction.Refresh, 77,
    @"^auth error$|expected oauth ?2 access token|^access token expired$|^unauthenticated$")
{
    protected override bool Applies(Answer answer) => answer.Status == 401 && answer.Sample.Url.Contains("google", StringComparison.OrdinalIgnoreCase)
        || answer.Statements.Any(s => s.Words.Contains("expected oauth 2 access token", StringComparison.Ordinal));
}

/// <summary>A token that was withdrawn: by its user, an administrator, a changed password, an uninstalled application.</summary>
internal sealed class TokenRevoked() : WordingRule(FailureClass.AuthRevoked, NextAction.Reauthorize, 86,
    @"(token|session|authorization|consent|access|credential|grant|key)s?\b.{0,60}\b(revoked|withdrawn|invalidated|been removed|deauthori[sz]ed)|revoked (access |oauth |api |bearer )?(token|key|credential|session)|(token|access|grant|oauth token|session|connection) ?revoked|has not authori[sz]ed (the )?(app|application)|(user|item) login (is )?required|de-?authori[sz]ed|un-?installed|changed (his |her |their |the |your )?password|password (has been|was) changed|app not installed|account inactive|token (was )?deleted|(user|app(lication)?|installation|integration|connection) (has been |was |is )?(un-?installed|disconnected|deauthorized)|re-?authori[sz]e|disconnected from|authentication unsuccessful|must (log|sign) ?in again|interaction required|suspended installation|evicted|(token|authorization|grant|connection)\b.{0,30}no longer (active|authori[sz]ed)|token not active|(token|key|credential|authori[sz]ation)\b.{0,40}\b(deactivated|withdrawn|cancell?ed)|^inactive token$|(resource owner|user) denied|(user|owner|admin\w*|customer|merchant) (has )?(removed|withdrawn|withdrew|revoked) (the )?(access|authori[sz]ation|permission|consent)|token .{0,20}is not active",
    @"expired, revoked,? (malformed|or)|malformed or invalid|incorrect or has been revoked|invalid,? (expired )?or revoked|(expired|invalid)[^.]{0,12}(or|,) (has been )?revoked.{0,30}(other|malformed)");

/// <summary>The consent or agreement behind the credential ran out: somebody must connect the account again.</summary>
internal sealed class ConsentEnded() : WordingRule(FailureClass.AuthRevoked, NextAction.Reauthorize, 90,
    @"consent\b.{0,40}\b(expired|ended|withdrawn|revoked|no longer)|agreement\b.{0,40}\bexpired|re-?connect (the |your |this )?(account|connection|bank|integration)|connect .{0,30}(again|once more)|re-?authenticate (the |your |this )?(grant|connection|account|user)|(connection|account|integration|grant|item)s? (needs?|requires?|must)( to)?( be)? (reauth\w*|re-?connect\w*|re-?link\w*)|re-?authori[sz]ation ?(is )?required");

/// <summary>A credential that is not known: wrong key, wrong signature, malformed token.</summary>
internal sealed class CredentialUnknown() : WordingRule(FailureClass.AuthInvalid, NextAction.ReplaceCredential, 66,
    @"(invalid|incorrect|wrong|bad|illegal|incomplete|unknown|unrecogni[sz]ed|malformed|not a valid|no such|missing|unable to (verify|parse)|could ?n[o']t find|expired|disabled)\b.{0,40}\b(api[ _-]?(key|token)|access[ _-]?(key|token)|auth\w* ?(key|token|header|data)|key|token|credentials?|password|signature|secret|login|email)\b|auth ?failure|(api[ _-]?key|token|key|credentials?|signature|password|access key|secret( id| key)?)\b.{0,50}\b(is |was |are |were |does |do |has |have |did )?(been )?(invalid|incorrect|wrong|unknown|not (valid|recogni[sz]ed|found|match|exist|correct|authentic)|malformed|expired|disabled|deleted|does ?n[o']t match|does not exist|not exist|unrecogni[sz]ed)|bad credentials|could ?n[o']t (be )?authenticate|(not|un) ?authenticated|authentication (failed|failure|error|required|credentials were not)|failed (to )?authenticat|^unauthori[sz]ed( exception)?$|unauthori[sz]ed access|signature ?(does not|doesn't|mismatch)|^invalid auth(entication)?$|not authed|invalid client token|unrecogni[sz]ed client|login (failed|required)|could not (verify|validate) (your )?(credentials|access)|no (api key|credentials|authorization|token) (was )?(provided|found|supplied|given)|you did not provide an api key|^authenticate$|unauthorized|unauthenticated|not (logged|signed) ?in|please (log|sign) ?in|(token|credentials?|api key) (is |are )?(required|missing)",
    @"page[ _]?token|cursor|not authori[sz]ed to|sync token|continuation|scope|permission|no such (column|field)|(missing|required|invalid) (field|parameter|property)|idempotency|primary key|foreign key|developer token is not approved|primary api key|route|(method|endpoint) not|user ?name (is )?required|google|region")
{
    protected override bool Applies(Answer answer) => answer.Status is 0 or 200 or 400 or 401 or 403 or 407 or 419 or 498 or 422 or 500;

    protected override NextAction Action(Answer answer, NextAction usual) => usual;
}

/// <summary>401 with "access denied" and no word on scopes or roles: whoever asks is not known.</summary>
internal sealed class DeniedUnknown() : WordingRule(FailureClass.AuthInvalid, NextAction.ReplaceCredential, 79,
    @"access (is |was )?denied|^denied|not allowed$", @"scope|permission|privilege|role|policy|admin|resource|route|expired|revoked|rate|ip |token")
{
    protected override bool Applies(Answer answer) => answer.Status == 401;
}

/// <summary>401 or 403 that says where the credential belongs: it did not come there, so none is known.</summary>
internal sealed class CredentialWanted() : WordingRule(FailureClass.AuthInvalid, NextAction.ReplaceCredential, 85,
    @"\b(send|pass|provide|include|use|supply|put|set|expects?|expected|missing|requires?|required|must|needs?|authenticate|attach|no)\b.{0,70}\b(api ?key|access ?key|app ?key|token|bearer|credentials?|authorization|secret|auth(entication)?|[a-z]+ key)\b|\b(api ?key|access ?key|app ?key|token|bearer|credentials?|authorization|secret|auth(entication)?|[a-z]+ key)\b.{0,60}\b(required|missing|expected|not (provided|present|sent|supplied|found)|must be|absent|header|query|parameter|moved)\b",
    @"scope|permission|privilege|missing authentication token|role|page ?token|cursor|csrf|xsrf|expired|revoked|expires|rate|limit|plan|suspended|route|refresh token|no authori[sz]ation (to|for)|account is|access (is |has been )?disabled|enable|admin|not allowed|not authori[sz]ed|access denied|does not have|grant|entitle|consent|factor|mfa|otp|captcha|sso|saml|oauth ?2|insufficient|login|log in|unpaid|billing")
{
    protected override bool Applies(Answer answer) => answer.Status is 401 or 403;
}

/// <summary>A refusal that names the key, token, signature or password itself.</summary>
internal sealed class CredentialRefused() : WordingRule(FailureClass.AuthInvalid, NextAction.ReplaceCredential, 76,
    @"^(token|api key|key) not found$|could not verify your access|with proper credentials|invalid access licen[cs]e|(invalid|incorrect|wrong|bad|illegal|unknown|unrecogni[sz]ed|malformed|not a valid)\b.{0,25}\b(x-(auth|api)[- ](key|email|token)|api[ _-]?(key|token|secret)|access[ _-]?(key|token)|auth\w* ?(key|token|header)|bearer token|credentials?|password|signature|client[ _]?id)\b|(api[ _-]?(key|token)|access (key|token)|bearer token|credentials?|signature|password)\b.{0,40}\b(is |was |are |were |does |has )?(been )?(invalid|incorrect|wrong|unknown|not (valid|recogni[sz]ed|found|match|correct)|malformed|deleted|does ?n[o']t match|does not exist|unrecogni[sz]ed|expired)",
    @"page[ _]?token|cursor|scope|permission|suspended|revoked|access token.{0,40}expired|expired,? (revoked|access)")
{
    protected override bool Applies(Answer answer) => answer.Status is 200 or 400 or 401 or 403 or 422 or 404;
}

/// <summary>401 without another word: the credential is refused; where it worked before, it ran out.</summary>
internal sealed class Unauthorized401 : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Status is not (401 or 498 or 419 or 440)) return null;
        var worked = History.WorkedBefore(answer);
        var ranOut = worked || answer.Status is 419 or 440;
        var evidence = worked ? $"status {answer.Status} with a credential that earlier answers accepted" : $"status {answer.Status}";
        return ranOut
            ? new(FailureClass.AuthExpired, NextAction.Refresh, worked ? 68 : Ranks.Status + 5, $"{answer.Status}: the credential that worked before is refused", evidence)
            : new(FailureClass.AuthInvalid, NextAction.ReplaceCredential, Ranks.Status, $"{answer.Status}: the credential is refused", evidence);
    }
}
