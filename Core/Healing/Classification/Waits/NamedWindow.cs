using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>
/// The last resort: the window a sentence names ("requests per minute"), after which any allowance is back; and GitHub's documented minute after a
/// secondary limit.
/// </summary>
internal sealed partial class NamedWindow : IWaitSource
{
    public Wait? Read(Answer answer)
    {
        foreach (var statement in answer.Statements)
        {
            if (statement.Words.Contains("secondary rate limit", StringComparison.Ordinal)) return new(60, "secondary rate limit: at least a minute");
            var match = Window().Match(statement.Words);
            if (match.Success && Amounts.Unit(match.Groups[1].Value + match.Groups[2].Value) is { } seconds) return new(seconds, statement.Original.Length > 160 ? statement.Original[..160] : statement.Original);
        }

        return null;
    }

    [GeneratedRegex(@"\b(?:per[- ]|/ ?|each |every |a )(second|sec|minute|min|hour)s?\b|\b(second|minute|hour)ly\b(?=.*limit)|(?<=ten )\b(second)ly\b", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Window();
}
