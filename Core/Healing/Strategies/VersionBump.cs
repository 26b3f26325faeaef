using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Another version where the manifest states one: a path segment, a header, a parameter. The version the answer names is tried first.</summary>
internal sealed partial class VersionBump : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange } failure) yield break;
        if (failure.Diagnosis.Class is not (FailureClass.VersionUnsupported or FailureClass.EndpointRemoved or FailureClass.EndpointMoved or FailureClass.Unknown)) yield break;
        var named = VersionPattern().Matches(exchange.Body + "\n" + string.Join('\n', exchange.Headers.Where(h => h.Key.Contains("version", StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)))
            .Select(match => match.Value).Distinct().ToList();
        // A guess on top of a guess, or on an address that was named, leads ever farther away.
        var guesses = !evidence.Steps.Any(step => step.Strategy is "change_version" or "follow_successor");
        foreach (var (pointer, text) in Places(evidence.Stream))
            foreach (Match match in VersionPattern().Matches(text))
                foreach (var (version, cost) in Others(match.Value, named, guesses))
                {
                    var value = text[..match.Index] + version + text[(match.Index + match.Length)..];
                    yield return new Proposal("change_version", $"version {match.Value} was refused; {version} is tried", [PatchOperation.Set(pointer, value)], cost);
                }
    }

    private static IEnumerable<(string Pointer, string Text)> Places(StreamView stream)
    {
        yield return (stream.RequesterPointer + "/path", stream.Path);
        if (stream.Text(stream.RequesterPointer + "/url_base") is { } url && !url.StartsWith("{{", StringComparison.Ordinal)) yield return (stream.RequesterPointer + "/url_base", url);
        foreach (var holder in new[] { stream.HeadersPointer, stream.ParametersPointer })
            if (ManifestPatch.At(stream.Manifest, holder) is JsonObject map)
                foreach (var (name, value) in map)
                    if (value is JsonValue text && (name.Contains("version", StringComparison.OrdinalIgnoreCase) || name is "v" or "Accept"))
                        yield return ($"{holder}/{ManifestPatch.Escape(name)}", text.ToString());
    }

    private static IEnumerable<(string Version, double Cost)> Others(string version, List<string> named, bool guesses)
    {
        var rank = 0;
        foreach (var other in named.Where(other => other != version && SameForm(other, version)).OrderByDescending(other => other, StringComparer.Ordinal))
            yield return (Like(other, version), 1.1 + (0.1 * rank++));
        if (!guesses || !WholePattern().IsMatch(version)) yield break;
        var number = int.Parse(version.TrimStart('v', 'V'));
        for (var step = 1; step <= 3; step++) yield return ($"{version[..^number.ToString().Length]}{number + step}", 2 + (0.3 * step));
    }

    private static bool SameForm(string first, string second) => first.Count(c => c is '.' or '-') == second.Count(c => c is '.' or '-');

    private static string Like(string other, string version)
    {
        var bare = other.TrimStart('v', 'V');
        return version[0] is 'v' or 'V' ? version[0] + bare : bare;
    }

    [GeneratedRegex(@"(?<![\w.\-])(?:[vV]\d+(?:\.\d+)*|\d{4}-\d{2}(?:-\d{2})?|\d+\.\d+(?:\.\d+)?)(?![\w\-])")]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^[vV]\d{1,3}$")]
    private static partial Regex WholePattern();
}
