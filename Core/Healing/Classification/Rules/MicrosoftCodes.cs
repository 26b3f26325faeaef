using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>
/// Microsoft Entra's AADSTS numbers: the published, stable part of answers whose <c>error</c> is nearly always <c>invalid_grant</c> and whose
/// sentences change.
/// </summary>
internal sealed partial class MicrosoftCodes : IFailureRule
{
    private const int Rank = 97;

    public Verdict? Judge(Answer answer)
    {
        if (answer.Succeeded) return null;
        foreach (var statement in answer.Statements)
        {
            var match = Number().Match(statement.Words);
            if (!match.Success || Meaning(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)) is not { } meaning) continue;
            return new(meaning.Class, meaning.Action, Rank, $"{answer.Status}: {Quoted.Short(statement.Original)}", $"{statement.Place}: AADSTS{match.Groups[1].Value}");
        }

        return null;
    }

    private static (FailureClass Class, NextAction Action)? Meaning(int code) => code switch
    {
        // The grant, its device or its sign-in is gone, or a person must sign in again with a second factor.
        50173 or 700082 or 70008 or 700084 or 70043 or 50132 or 50133 or 50144 or 50055 or 50076 or 50078 or 50079 or 50158 or 50089 or 54005 or 70000 or 700003 or 50097 or 50129 or 50140 or 50058 or 16000 =>
            (FailureClass.AuthRevoked, NextAction.Reauthorize),
        7000215 or 7000222 or 7000216 or 7000218 or 50126 or 50034 or 50056 or 700027 or 700024 or 700030 or 700021 or 50012 or 50013 => (FailureClass.AuthInvalid, NextAction.ReplaceCredential),
        90002 or 90013 or 90014 or 900023 or 900144 or 700016 or 50001 or 500011 or 500014 or 50011 or 50194 or 70011 or 70001 or 70003 or 70007 or 650057 or 1000031 or 9002313 or 9002325 or 90009 =>
            (FailureClass.Configuration, NextAction.FixConfiguration),
        65001 or 65004 or 65005 or 90093 or 90094 or 50105 or 50177 or 50020 or 53000 or 53001 or 53002 or 53003 or 53009 or 53011 or 530003 or 530034 or 50131 or 500021 or 650052 or 650056 or 90072 =>
            (FailureClass.PermissionDenied, NextAction.GrantAccess),
        50057 or 50053 or 7000112 or 5000225 or 5000224 or 500208 => (FailureClass.AccountProblem, NextAction.AskHuman),
        50196 or 90055 or 90100 => (FailureClass.RateLimited, NextAction.Wait),
        90033 or 90020 or 90006 or 50000 or 90012 or 50049 or 10001 => (FailureClass.Transient, NextAction.Retry),
        _ => null,
    };

    [GeneratedRegex(@"\baadsts ?(\d{5,8})\b", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Number();
}
