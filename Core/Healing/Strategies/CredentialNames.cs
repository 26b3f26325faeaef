using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Names of headers and parameters in a refusal that may be where the credential goes now.</summary>
internal static partial class CredentialNames
{
    private const int Reach = 45;

    /// <summary>Names, the likeliest (lowest cost) first; whether a query parameter is meant is told by the words around.</summary>
    public static IReadOnlyList<(string Name, bool InQuery, double Cost)> In(string said)
    {
        var found = new Dictionary<(string, bool), double>();
        foreach (Match match in NamePattern().Matches(said))
        {
            var name = match.Groups["name"].Value;
            if (OrdinaryPattern().IsMatch(name)) continue;
            var around = said[Math.Max(0, match.Index - Reach)..Math.Min(said.Length, match.Index + match.Length + Reach)];
            var speaks = KeyWordPattern().IsMatch(name);
            var quoted = match.Groups["quoted"].Success;
            var (header, query) = (HeaderPattern().IsMatch(around), QueryPattern().IsMatch(around));
            if (!speaks && !quoted && !header && !query && !name.StartsWith("X-", StringComparison.OrdinalIgnoreCase)) continue;
            if (!speaks && !header && !query) continue;
            var cost = (speaks ? 1 : 1.35) + (header || query ? 0 : 0.3) + (name.Contains('-') ? 0 : 0.05);
            // Hyphens are for headers, underscores and camels for parameters; the words around decide.
            var asQuery = query && !name.StartsWith("X-", StringComparison.OrdinalIgnoreCase);
            Note(found, (name, asQuery && (!header || !name.Contains('-'))), cost);
            Note(found, (name, !(asQuery && (!header || !name.Contains('-')))), cost + 0.4);
        }
        return [.. found.OrderBy(pair => pair.Value).Take(8).Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value))];
    }

    private static void Note(Dictionary<(string, bool), double> found, (string, bool) name, double cost)
    {
        if (!found.TryGetValue(name, out var before) || before > cost) found[name] = cost;
    }

    [GeneratedRegex(@"(?<quoted>[`'""“‘])(?<name>[A-Za-z$][\w\-$.]{1,40})[`'""”’](?!\s*:)|(?<![\w\-])(?<name>[A-Za-z$][A-Za-z0-9]*(?:[\-_][A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+|[A-Z][a-z]+(?:[A-Z][a-z0-9]+)+)(?![\w\-])|(?:header:?|parameter:?|param:?)\s+(?<name>[A-Za-z][\w\-]{2,40})\b|\b(?!(?:missing|invalid|required|unknown|the|this|that|query|request|http|url|custom|your|new)\b)(?<name>[A-Za-z]\w{2,40})\s+(?:query |request |http )?(?:header|parameter|param)\b")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(?:authorization|www-authenticate|content-type|user-agent|accept|bearer|basic|error|message|detail|title|status|code|description|the|this|that|query|request|http|required|missing|invalid|header|api|correct|right|new|following|given|proper|url|a|an|your|custom|is|was|must|in|by|as|via|problem|access-control-\w+)$|(?:missing|invalid|required|denied|unauth\w*|error|expired|failed|supported|longer|unknown|not[_-]|wrong|bad_|credentials)", RegexOptions.IgnoreCase)]
    private static partial Regex OrdinaryPattern();

    [GeneratedRegex(@"key|token|secret|auth|access|sig|pass|credential|sid", RegexOptions.IgnoreCase)]
    private static partial Regex KeyWordPattern();

    [GeneratedRegex(@"header", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderPattern();

    [GeneratedRegex(@"query|parameter|\bparam\b|\burl\b", RegexOptions.IgnoreCase)]
    private static partial Regex QueryPattern();
}
