using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>The credential is known but lacks a scope, a role, or a switched-on API.</summary>
internal sealed class AccessMissing() : WordingRule(FailureClass.PermissionDenied, NextAction.GrantAccess, 78,
    @"insufficient.{0,20}(scope|permission|privilege|access|right|authenti|authori)|(missing|required?|requires?|lacks?|needs?|without)\b.{0,50}\b(scope|permission|privilege|role|entitlement)s?\b|(scope|permission|privilege|role)s?\b.{0,60}\b(missing|required|denied|insufficient|needed|not (granted|allowed|assigned|sufficient))|(does not|doesn't|do not|don't|not) have\b.{0,60}\b(access|permission|privilege|right|authori|scope|role)|has not been used in project|service disabled|access not configured|(api|feature|functionality) (is |has been |was |access )?(disabled|not enabled|currently disabled|switched off)|api disabled|not accessible by|admin (rights|access)|not permitted|not authori[sz]ed (to|for)|authorization (request )?denied|access[ _]?denied|permission ?denied|permission error|no permission|only (admins?|owners?|administrators) (can|may)|saml enforcement|enforcement|ip allow ?list|(ip|address) .{0,40}not (allowed|white|on the allow)|not approved|not (in|invited to) (the )?channel|shared with your integration|invalid permissions|restricted (resource|api|endpoint)|user permission|developer token|access restrictions|access (is )?(forbidden|not allowed)|authorization unsuccessful|not available (on|for|in) your (plan|edition|subscription)|upgrade (your plan|to|your account).{0,60}(access|use|feature|enable|private)|not allowed to (access|use|perform|view|read)|api key service blocked|not (a )?member|cannot access|can't access|app must be|missing access|access level|not entitled|unauthori[sz]ed (to|for) |insufficient access|ec?km access denied|team access not granted|you need to (enable|be granted)|forbidden for this|(multi|two) ?factor .{0,40}(required|enabled|enforced)|mfa (is )?required|allowed access to|not granted|read access|scope ?mismatch|not allowed to|(is not|isn.t|aren.t) authori[sz]ed|(you|may) (cannot|can not|may not) (list|view|read|access|see|do)|unauthori[sz]ed permission|must accept|not contain .{0,20}scope|authori[sz]ation scope|invalid (oauth )?scopes?\b|^org internal|no authori[sz]ation (to|for)|(does not|doesn't) exist or (is )?(you are )?not authori[sz]ed|access ?restricted|access is restricted|(does not|doesn't) have the capability|missing permissions|(admin\w*|owner)[- ]approv\w*|approv\w* by (an? |your |the )?(admin|owner)|blocked by (an? |your |the )?(admin\w*|organi[sz]ation|owner|policy)|(forbids|prohibits|disallows|restricts) access|app blocked|access is (currently )?disabled|only available (on|to|for|in|with) .{0,40}\b(plans?|editions?|tiers?|subscri\w+|customers)|invalid app access|plan does not (support|include|allow)|not included in your",
    @"\brate\b|quota exceed|too many|\blimit|incapsula|reference #|cloudflare|(missing|required) (field|parameter|header)|this server|field .{0,60}does not exist|blocked by|security service|suspended|(?<!factor )authentication|clearance|scopes? .{0,30}to page|access level for that url|denied due to (an? )?(invalid|missing|wrong|expired)");

/// <summary>A scope or permission named as what is missing, in the form code and field rather than words.</summary>
internal sealed class ScopeNamed : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Succeeded || answer.Status is not (401 or 403)) return null;
        var scope = answer.Targets.FirstOrDefault(t => t.Contains("permission", StringComparison.OrdinalIgnoreCase) || t.Contains("scope", StringComparison.OrdinalIgnoreCase));
        return scope is null ? null : new(FailureClass.PermissionDenied, NextAction.GrantAccess, Ranks.Clear + 2, $"{answer.Status}: {Quoted.Short(scope)} is missing", "body points at " + Quoted.Short(scope));
    }
}

/// <summary>
/// Headers that compare the token's scopes with those accepted here (GitHub, Slack: <c>X-OAuth-Scopes</c>, <c>X-Accepted-OAuth-Scopes</c>): without any of
/// them even a 404 is a missing permission, because what may not be seen is said not to exist.
/// </summary>
internal sealed class ScopesLacking : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Status is not (403 or 404) || answer.Header("x-accepted-oauth-scopes") is not { } accepted || !answer.Sample.Headers.TryGetValue("x-oauth-scopes", out var granted)) return null;
        var held = Split(granted);
        var wanted = Split(accepted);
        return wanted.Count == 0 || wanted.Overlaps(held)
            ? null
            : new(FailureClass.PermissionDenied, NextAction.GrantAccess, 83, $"{answer.Status}: the token has {Quoted.Short(granted.Length == 0 ? "no scope" : granted)}; {Quoted.Short(accepted)} is needed", "x-accepted-oauth-scopes: " + Quoted.Short(accepted));
    }

    private static HashSet<string> Split(string scopes) => [.. scopes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>AWS and kin: "User: X is not authorized to perform: Y".</summary>
internal sealed class NotAuthorizedToPerform() : WordingRule(FailureClass.PermissionDenied, NextAction.GrantAccess, 82, @"is not authori[sz]ed to (perform|access)|no identity-based policy|explicit deny");

/// <summary>403 without another word.</summary>
internal sealed class Forbidden403 : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status == 403
        ? new(FailureClass.PermissionDenied, NextAction.GrantAccess, Ranks.Status, "403: the credential may not do this", "status 403")
        : null;
}

/// <summary>451: withheld for legal reasons.</summary>
internal sealed class LegalReasons451 : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status == 451
        ? new(FailureClass.Blocked, NextAction.AskHuman, Ranks.Likely, "451: withheld for legal reasons", "status 451")
        : null;
}
