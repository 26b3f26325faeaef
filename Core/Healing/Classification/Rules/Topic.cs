using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>
/// The last look before the status decides alone: what an answer's sentences are about, by the nouns they use. It settles little, so any wording that
/// another rule knows outranks it.
/// </summary>
internal sealed partial class Topic : IFailureRule
{
    private const int Rank = Ranks.Hint - 5;

    public Verdict? Judge(Answer answer)
    {
        if (answer.Succeeded || answer.Status is not (200 or (>= 400 and < 500))) return null;
        var sentences = answer.Statements.Where(s => s.Original.Contains(' ') && s.Place is not ("page" or "title" or "heading")).ToList();
        if (sentences.Count == 0) return null;
        var words = string.Join("; ", sentences.Select(s => s.Words));
        var (kind, action, count) = Topics(answer.Status).Select(t => (t.Kind, t.Action, Count: t.Words.Count(words))).MaxBy(t => t.Count);
        return count == 0 ? null : new(kind, action, Rank, $"{answer.Status}: {Quoted.Short(sentences[0].Original)}", $"{sentences[0].Place}: {Quoted.Short(sentences[0].Original)}");
    }

    /// <summary>What a status can be about; of two topics named equally often the first counts.</summary>
    private static IEnumerable<(FailureClass Kind, NextAction Action, Regex Words)> Topics(int status)
    {
        if (status is 401) yield return (FailureClass.AuthInvalid, NextAction.ReplaceCredential, Credential());
        if (status is 401 or 403 or 404 or 200) yield return (FailureClass.PermissionDenied, NextAction.GrantAccess, Permission());
        if (status is 400 or 401 or 402 or 403 or 422 or 200) yield return (FailureClass.AccountProblem, NextAction.AskHuman, Account());
        if (status is 200) yield return (FailureClass.AuthInvalid, NextAction.ReplaceCredential, Credential());
        if (status is 400 or 422 or 200) yield return (FailureClass.ParameterRejected, NextAction.ChangeParameter, Parameter());
        if (status is 404 or 405) yield return (FailureClass.EndpointRemoved, NextAction.FindSuccessor, Route());
        yield return (FailureClass.RateLimited, NextAction.Wait, Speed());
    }

    [GeneratedRegex(@"\b(permissions?|scopes?|roles?|privileges?|access|allowed|authori[sz]ed|approv\w+|admin\w*|members?( of)?|subscribers|entitle\w*|restricted|forbid\w*|accessible|belongs?|owners?)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Permission();

    [GeneratedRegex(@"\b(account|subscription|billing|payment|trial|licen[cs]e|balance|purchase|contract|plans?)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Account();

    [GeneratedRegex(@"\b(tokens?|(api ?)?keys?|credentials?|password|secret|signature|log ?in|auth\w*|session|client|user)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Credential();

    [GeneratedRegex(@"\b(parameters?|arguments?|values?|filters?|query|date|format|range|field|request|must|should|invalid|expected|required)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\b(endpoints?|routes?|paths?|methods?|urls?|resources?|pages?|api|not found)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Route();

    [GeneratedRegex(@"\b(rates?|throttl\w*|frequen\w*|too (many|fast|often)|slow down|burst)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Speed();
}
