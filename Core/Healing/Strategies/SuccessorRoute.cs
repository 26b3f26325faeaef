using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Follows what the answer names: Location, Link rel="successor-version", an address or path in the text.</summary>
internal sealed partial class SuccessorRoute : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange } failure) yield break;
        if (!RouteWriter.IsWrong(failure)) yield break;
        var named = Named(exchange, failure.Diagnosis.Hints.Successor).Distinct().OrderBy(DocumentationPattern().IsMatch).ToList();
        for (var rank = 0; rank < named.Count; rank++)
            if (RouteWriter.Patch(evidence.Stream, exchange, named[rank]) is { Count: > 0 } operations)
                yield return new Proposal("follow_successor", $"{exchange.Status} on {exchange.Path}; the answer names {named[rank]}", operations, (DocumentationPattern().IsMatch(named[rank]) ? 2.6 : 1) + (0.1 * rank));
    }

    private static IEnumerable<string> Named(ObservedExchange exchange, string? hint)
    {
        if (exchange.Headers.TryGetValue("Location", out var location)) yield return location;
        if (exchange.Headers.TryGetValue("Link", out var link))
            foreach (Match match in LinkPattern().Matches(link))
                if (match.Groups["rel"].Value is "successor-version" or "alternate" or "canonical" or "latest-version")
                    yield return match.Groups["url"].Value;
        if (hint is not null) yield return hint;
        foreach (var path in RouteText.Paths(exchange.Body)) yield return path;
        foreach (var (name, value) in exchange.Headers)
            if (HeaderPattern().IsMatch(name))
                foreach (var path in RouteText.Paths(value)) yield return path;
    }

    [GeneratedRegex(@"<(?<url>[^>]+)>\s*;[^,]*?rel\s*=\s*""?(?<rel>[\w\-]+)""?")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"^https?://(?:docs?|dev|developers?|help|support|status|community|blog|learn|www)\.|/(?:docs?|documentation|reference|changelog|guides?|migrat\w*|errors?|help|support|blog|tutorials?|api-reference|release-notes)(?:/|$|#|-)|#|\bhow-to\b|migration", RegexOptions.IgnoreCase)]
    private static partial Regex DocumentationPattern();

    [GeneratedRegex(@"^(?:Warning|Content-Location|Refresh|X-.*(?:Successor|Location|Redirect|Moved|New|Replace|Deprecat|Sunset).*)$", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderPattern();
}
