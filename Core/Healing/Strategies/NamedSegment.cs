using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>A successor that is named without a path: another method (<c>conversations.list</c> for <c>channels.list</c>) or another resource ("use the deals endpoint").</summary>
internal sealed partial class NamedSegment : IRepairStrategy
{
    private const int Most = 5;

    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange } failure || !RouteWriter.IsWrong(failure)) yield break;
        var segments = exchange.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0) yield break;
        var last = segments[^1];
        var rank = 0;
        foreach (var name in Names(AddressPattern().Replace(exchange.Said, " "), last).Where(name => !segments.Contains(name)).Distinct().Take(Most))
        {
            var wanted = "/" + string.Join('/', segments.SkipLast(1).Append(name));
            if (RouteWriter.Route(evidence.Stream, exchange.Path, wanted) is { } operations)
                yield return new Proposal("follow_successor", $"{exchange.Status} on {exchange.Path}; the answer names {name} in the place of {last}", operations, 1.5 + (0.1 * rank++));
        }
    }

    private static IEnumerable<string> Names(string said, string last)
    {
        var dots = last.Count(letter => letter == '.');
        if (dots > 0)
            foreach (Match match in DottedPattern().Matches(said))
                if (match.Value.Count(letter => letter == '.') == dots) yield return match.Value;
        foreach (Match match in NamedPattern().Matches(said))
            if (!OrdinaryPattern().IsMatch(match.Groups["name"].Value)) yield return match.Groups["name"].Value;
    }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"(?<![\w/.])[A-Za-z]\w*(?:\.[A-Za-z]\w*)+(?![\w/])")]
    private static partial Regex DottedPattern();

    [GeneratedRegex(@"(?:\b(?:use|by|with|to|into|see|try|call|prefer|called|named|through|via|under|favou?r of)\s+(?:the\s+)?(?:new\s+)?|^)(?:[`'""‘“](?<name>[A-Za-z][\w\-]*)[`'""’”]|(?<name>[A-Za-z](?:[\w\-.]*\w)?)(?=\s+(?:instead|resource|endpoint|collection|method|api|route|object|service)s?\b|\.?$))", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex NamedPattern();

    [GeneratedRegex(@"^(?:the|this|that|it|another|other|new|newer|latest|current|our|your|an?|one|api|rest|v\d.*|version|documentation|docs|endpoint|resource|instead|gone|error|message|status|code|not|found|not_found|detail|title|type|marketing|data|public|us|support|admin|graphql|post|get)$", RegexOptions.IgnoreCase)]
    private static partial Regex OrdinaryPattern();
}
