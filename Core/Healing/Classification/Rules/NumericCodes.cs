using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>
/// Vendors whose numeric codes are the contract and whose sentences change: the Graph API of Meta (error.code, error_subcode), Marketo's REST
/// API (errors[].code 6xx), Twitter v1.1 (errors[].code). Each dialect is told by its form, never by its host.
/// </summary>
internal sealed class NumericCodes : IFailureRule
{
    private const int Rank = 92;

    public Verdict? Judge(Answer answer)
    {
        if (answer.Succeeded || answer.Numbers.Count == 0) return null;
        if (IsMeta(answer)) return Meta(answer);
        if (answer.Json?["requestId"] is not null && answer.Json["success"] is not null) return Marketo(answer);
        return null;
    }

    private static bool IsMeta(Answer answer) =>
        answer.Json?["error"] is System.Text.Json.Nodes.JsonObject error && (error.ContainsKey("fbtrace_id") || error["type"]?.ToString() is "OAuthException" or "GraphMethodException" or "FacebookApiException");

    private static Verdict? Meta(Answer answer)
    {
        var code = answer.Numbers.Where(n => n.Path == "error.code").Select(n => n.Code).FirstOrDefault(-1);
        var sub = answer.Numbers.Where(n => n.Path == "error.error_subcode").Select(n => n.Code).FirstOrDefault(-1);
        var (kind, action) = code switch
        {
            4 or 17 or 32 or 341 or 613 or (>= 80000 and <= 80014) => (FailureClass.RateLimited, NextAction.Wait),
            190 or 102 when sub is 463 or 467 && !Says(answer, "password", "not authorized", "revoked") => (FailureClass.AuthExpired, NextAction.Refresh),
            190 or 102 when sub is 458 or 460 or 492 => (FailureClass.AuthRevoked, NextAction.Reauthorize),
            190 or 102 when sub is 459 or 464 => (FailureClass.AccountProblem, NextAction.AskHuman),
            190 when Says(answer, "malformed", "cannot parse", "invalid oauth access token") => (FailureClass.AuthInvalid, NextAction.ReplaceCredential),
            190 when Says(answer, "application has been deleted", "not authorized application") => (FailureClass.AuthRevoked, NextAction.Reauthorize),
            10 when Says(answer, "deprecated", "no longer") => (FailureClass.EndpointRemoved, NextAction.FindSuccessor),
            803 => (FailureClass.Configuration, NextAction.FixConfiguration),
            3018 => (FailureClass.ParameterRejected, NextAction.ChangeParameter),
            100 when sub is 33 => (FailureClass.PermissionDenied, NextAction.GrantAccess),
            3 or 10 or (>= 200 and <= 299) => (FailureClass.PermissionDenied, NextAction.GrantAccess),
            368 => (FailureClass.AccountProblem, NextAction.AskHuman),
            2635 => (FailureClass.VersionUnsupported, NextAction.ChangeVersion),
            2 => (FailureClass.Transient, NextAction.Retry),
            1 when Says(answer, "reduce the amount") => (FailureClass.ParameterRejected, NextAction.ChangeParameter),
            1 when answer.Status >= 500 => (FailureClass.Transient, NextAction.Retry),
            _ => (FailureClass.Unknown, NextAction.AskHuman),
        };
        if (code == 4 && answer.Json!["error"]!["is_transient"]?.ToString() == "true" && Says(answer, "temporarily unavailable")) (kind, action) = (FailureClass.Transient, NextAction.Retry);
        return Of(answer, kind, action, sub > 0 ? $"error code {code}, subcode {sub}" : $"error code {code}");
    }

    private static Verdict? Marketo(Answer answer)
    {
        var code = answer.Numbers.Select(n => n.Code).FirstOrDefault(c => c is >= 500 and < 2000);
        var (kind, action) = code switch
        {
            601 => (FailureClass.AuthInvalid, NextAction.ReplaceCredential),
            602 => (FailureClass.AuthExpired, NextAction.Refresh),
            603 => (FailureClass.PermissionDenied, NextAction.GrantAccess),
            606 or 615 => (FailureClass.RateLimited, NextAction.Wait),
            607 => (FailureClass.QuotaExhausted, NextAction.WaitForReset),
            502 or 604 or 608 or 611 or 713 => (FailureClass.Transient, NextAction.Retry),
            610 => (FailureClass.EndpointRemoved, NextAction.FindSuccessor),
            614 => (FailureClass.AccountProblem, NextAction.AskHuman),
            _ => (FailureClass.Unknown, NextAction.AskHuman),
        };
        return Of(answer, kind, action, $"error code {code}");
    }

    private static Verdict? Of(Answer answer, FailureClass kind, NextAction action, string evidence) => kind == FailureClass.Unknown
        ? null
        : new(kind, action, Rank, $"{answer.Status}: {evidence}; {Quoted.Short(answer.Statements.Select(s => s.Original).FirstOrDefault(s => s.Contains(' ')) ?? "no message")}", evidence);

    private static bool Says(Answer answer, params string[] words) => answer.Statements.Any(s => words.Any(w => s.Words.Contains(w, StringComparison.Ordinal)));
}
