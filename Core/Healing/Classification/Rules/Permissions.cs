using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>The credential is known but lacks a scope, a role, or a switched-on API.</summary>
internal sealed class AccessMissing() : WordingRule(FailureClass.PermissionDenied, NextAction.GrantAccess, 78,
    @"insufficient.{0,20}(scope|permission|privilege|access|right|authenti|authori)|(missing|required?|requires?|lacks?|needs?|without)\b.{0,50}\b(scope|permission|privilege|role|entitlement)s?\b|(scope|permission|privilege|role)s?\b.{0,60}\b(missing|required|denied|insufficient|needed|not (granted|allowed|assigned|sufficient))|(does not|doesn't|do not|don't|not) have\b.{0,60}\b(access|permission|privilege|right|authori|scope|role)|has not been used in project|service disabled|access not configured|(api|feature|functionality) (is |has been |was |access )?(disabled|not enabled|currently disabled|switched off)|api disabled|not accessible by|admin (rights|access)|not permitted|not authori[sz]ed (to|for)|authorization (request )?denied|access[ _]?denied|permission ?denied|permission error|no permission|only (admins?|owners?|administrators) (can|may)|saml enforcement|enforcement|ip allow ?list|(ip|address) .{0,40}not (allowed|white|on the allow)|not approved|not (in|invited to) (the )?channel|shared with your integration|invalid permissions|restricted (resource|api|endpoint)|user permission|developer token|access restrictions|access (is )?(forbidden|not allowed)|authorization unsuccessful|not available (on|for|in) your (plan|edition|subscription)|upgrade (your plan|to|your account).{0,60}(access|use|feature|enable|private)|not allowed to (access|use|perform|view|read)|api key service blocked|not (a )?member|cannot access|can't access|app must be|missing access|access level|not entitled|unauthori[sz]ed (to|for) |insufficient access|ec?km access denied|team access not granted|you need to (enable|be granted)|forbidden for this|(multi|two) ?factor .{0,40}(required|enabled|enforced)|mfa (is )?required|allowed access to|not granted|read access|scope ?mismatch|not allowed to|(is not|isn.t|aren.t) authori[sz]ed|(you|may) (cannot|can not|may not) (list|view|read|access|see|do)|unauthori[sz]ed permission|must accept|not contain .{0,20}scope|authori[sz]ation scope|invalid (oauth )?scopes?\b",
    @"\brate\b|quota exceed|too many|\blimit|incapsula|reference #|cloudflare|(missing|required) (field|parameter|header)|this server|field .{0,60}does not exist|blocked by|security service|suspended|(?<!factor )authentication|clearance|scopes? .{0,30}to page");

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
