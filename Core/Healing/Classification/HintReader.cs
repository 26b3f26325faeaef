using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;
using Supertrack.Core.Healing.Classification.Rules;

namespace Supertrack.Core.Healing.Classification;

/// <summary>Reads names a repair can start from out of an answer's sentences.</summary>
internal static partial class HintReader
{
    public static FailureHints Read(Answer answer)
    {
        if (answer.Statements.Count == 0 && answer.Targets.Count == 0) return FailureHints.None with { Successor = answer.Status >= 300 ? Successors.Find(answer) : null };
        var texts = answer.Statements.Select(s => s.Original).ToList();
        return new(
            answer.Targets.Count > 0 ? answer.Targets[0] : First(texts, Refused()),
            First(texts, Meant()),
            answer.Status >= 300 ? Successors.Find(answer) : null,
            Listed(texts));
    }

    private static string? First(List<string> texts, Regex pattern) =>
        texts.Select(t => pattern.Match(t)).FirstOrDefault(m => m.Success)?.Groups[1].Value.Trim('\'', '"', '`', '.', '?', '*');

    private static IReadOnlyList<string> Listed(List<string> texts)
    {
        var list = First(texts, Choices());
        return list is null ? [] : [.. Separators().Split(list).Select(v => v.Trim(' ', '\'', '"', '`', '.', '[', ']', '(', ')')).Where(v => v.Length is > 0 and < 80)];
    }

    [GeneratedRegex(@"(?:parameter|argument|field|column|property|key|name)s?:?\s+[`'""(\[]*([\w.\-\[\]$]+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Refused();

    [GeneratedRegex(@"(?:did you mean|use|renamed to|replaced (?:by|with)|instead use)(?: to use)?:?\s+(?:the\s+)?[`'""]?([A-Za-z_][\w.\-\[\]$]*)[`'""]?(?:\?| instead|\.|$| parameter| field)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Meant();

    [GeneratedRegex(@"(?:must be one of|one of|allowed values(?: are)?|valid (?:values|options)(?: are| include)?|possible values(?: are)?|expected one of|acceptable values(?: are)?|supported values(?: are)?):?\s*([^;\n]{1,400})", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Choices();

    [GeneratedRegex(@"\s*,\s*(?:or |and )?|\s+or\s+|\s+and\s+|\s*\|\s*", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Separators();
}
