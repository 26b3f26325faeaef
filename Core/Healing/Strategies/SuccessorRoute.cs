using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Follows what the answer names: Location, Link rel="successor-version", an address or path in the text.</summary>
internal sealed partial class SuccessorRoute : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange } failure) yield break;
        if (failure.Diagnosis.Class is not (FailureClass.EndpointMoved or FailureClass.EndpointRemoved or FailureClass.VersionUnsupported or FailureClass.Unknown or FailureClass.UnexpectedContent)) yield break;
        var named = Named(exchange, failure.Diagnosis.Hints.Successor).Distinct().ToList();
        for (var rank = 0; rank < named.Count; rank++)
            if (Patch(evidence.Stream, exchange, named[rank]) is { Count: > 0 } operations)
                yield return new Proposal("follow_successor", $"{exchange.Status} on {exchange.Path}; the answer names {named[rank]}", operations, 1 + (0.1 * rank));
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
    }

    /// <summary>Points the stream to another path of the same host; query parameters of the new address are added.</summary>
    internal static List<PatchOperation>? Patch(StreamView stream, ObservedExchange exchange, string target)
    {
        if (!Uri.TryCreate(exchange.Url, UriKind.Absolute, out var asked) || !Uri.TryCreate(asked, target, out var found)) return null;
        // Credentials do not travel to another host on an answer's word.
        if (!string.Equals(found.Host, asked.Host, StringComparison.OrdinalIgnoreCase)) return null;
        if (found.AbsolutePath == asked.AbsolutePath || target.Contains('{', StringComparison.Ordinal)) return null;
        var operations = Route(stream, asked.AbsolutePath, found.AbsolutePath);
        if (operations is null) return null;
        var sent = stream.QueryNames().Select(each => each.Name).ToHashSet();
        foreach (var pair in found.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(pair.Split('=')[0]);
            var value = pair.Contains('=') ? Uri.UnescapeDataString(pair[(pair.IndexOf('=') + 1)..]) : "";
            if (!sent.Contains(name) && !asked.Query.Contains(name + "=", StringComparison.Ordinal))
                operations.Add(PatchOperation.Set($"{stream.ParametersPointer}/{ManifestPatch.Escape(name)}", value));
        }
        return operations;
    }

    /// <summary>Changes <c>path</c> so that the address asked for becomes the one wanted; null when the path is made by an expression that cannot be told apart.</summary>
    internal static List<PatchOperation>? Route(StreamView stream, string asked, string wanted)
    {
        var path = stream.Path;
        var bare = "/" + path.Trim('/');
        if (path.Contains("{{", StringComparison.Ordinal) || !asked.TrimEnd('/').EndsWith(bare.TrimEnd('/'), StringComparison.Ordinal)) return null;
        var prefix = asked.TrimEnd('/')[..^bare.TrimEnd('/').Length];
        var operations = new List<PatchOperation>();
        if (wanted.StartsWith(prefix + "/", StringComparison.Ordinal))
            operations.Add(PatchOperation.Set(stream.RequesterPointer + "/path", wanted[prefix.Length..]));
        // The answer leaves the base path out, as documentation does ("/fine_tuning/jobs" below "/v1").
        else return null;
        return operations;
    }

    [GeneratedRegex(@"<(?<url>[^>]+)>\s*;[^,]*?rel\s*=\s*""?(?<rel>[\w\-]+)""?")]
    private static partial Regex LinkPattern();
}
