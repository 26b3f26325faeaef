using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>Finds the address that an answer names in place of the one that was asked: Location, Link rel=successor-version (RFC 5829), a path in a sentence.</summary>
internal static partial class Successors
{
    public static string? Find(Answer answer) => answer.Header("location") ?? Link(answer) ?? Written(answer);

    private static string? Link(Answer answer)
    {
        var match = SuccessorLink().Match(answer.Header("link") ?? "");
        return match.Success ? match.Groups[1].Value : null;
    }

    private static string? Written(Answer answer)
    {
        foreach (var statement in answer.Statements.Where(s => s.Original.Length < 1_000))
        {
            foreach (Match match in Address().Matches(statement.Original))
            {
                var address = match.Groups[1].Value.TrimEnd('.', ',', ')', '\'', '"');
                if (!Documentation().IsMatch(address) && !address.Equals(answer.Path, StringComparison.OrdinalIgnoreCase) && address.Length > 2) return address;
            }
        }

        return null;
    }

    [GeneratedRegex(@"<([^>]+)>\s*;[^,]*rel=""?(?:successor-version|latest-version|alternate|canonical)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex SuccessorLink();

    [GeneratedRegex(@"(?:use|to|migrate|with|by|instead|replaced|see|at|is|in favou?r of|endpoint|api)\b:?\s+(?:the\s+)?(?:new\s+)?(?:GET\s+|POST\s+)?['""`]?((?:https?://[^\s'""`<>]+)|(?:/[A-Za-z0-9_\-{}.:/]+))", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Address();

    [GeneratedRegex(@"docs?[./]|developers?\.|/docs|changelog|help\.|support\.|guide|reference", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Documentation();
}
