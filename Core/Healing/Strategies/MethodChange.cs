using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>The list is read with another method. POST is taken up only where the answer or the address says that it reads: trials change nothing at the source.</summary>
internal sealed partial class MethodChange : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure?.Exchange is not { } exchange) yield break;
        var allowed = exchange.Headers.GetValueOrDefault("Allow") ?? "";
        if (exchange.Status != 405 && allowed.Length == 0 && !ReadsPattern().IsMatch(exchange.Said)) yield break;
        foreach (var method in MethodPattern().Matches($"{allowed}\n{exchange.Said}").Select(match => match.Value).Distinct().Where(method => method != evidence.Stream.Method))
            if (method == "GET" || ReadsPattern().IsMatch(exchange.Said) || ReadingPathPattern().IsMatch(exchange.Path))
                yield return new Proposal("change_method", $"{exchange.Status} on {exchange.Method} {exchange.Path}; the answer names {method}", [PatchOperation.Set(evidence.Stream.RequesterPointer + "/http_method", method)], 1);
    }

    [GeneratedRegex(@"\b(?:GET|POST)\b")]
    private static partial Regex MethodPattern();

    [GeneratedRegex(@"\b(?:read|fetch\w*|list\w*|quer\w+|search\w*|retriev\w+)\b.{0,40}\bPOST\b|\bPOST\b.{0,60}\b(?:to read|to fetch|to list|to quer\w*|to search|to retrieve|search|query)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReadsPattern();

    [GeneratedRegex(@"/(?:search|query|list|find|filter|export|graphql)(?:$|[/.:])|[.:](?:list|search|query)$", RegexOptions.IgnoreCase)]
    private static partial Regex ReadingPathPattern();
}
