using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Another version where the manifest states one: a path segment, a header, a parameter. The version the answer names is tried first.</summary>
internal sealed partial class VersionBump : IRepairStrategy
{
    private const int Farthest = 3;

    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange } failure) yield break;
        var said = exchange.Said;
        var refused = failure.Diagnosis.Class is FailureClass.VersionUnsupported or FailureClass.EndpointRemoved or FailureClass.EndpointMoved or FailureClass.Unknown
            || (failure.Diagnosis.Class is FailureClass.ParameterRejected or FailureClass.UnexpectedContent or FailureClass.Configuration && (said.Contains("version", StringComparison.OrdinalIgnoreCase) || Places(evidence.Stream).Any(place => place.Whole && said.Contains(place.Text, StringComparison.Ordinal))));
        if (!refused) yield break;
        foreach (var proposal in MediaTypes(evidence.Stream, said)) yield return proposal;
        var named = Named(exchange, said);
        // A guess on top of a guess, or on an address that was named, leads ever farther away.
        var guesses = !evidence.Steps.Any(step => step.Strategy is "change_version" or "follow_successor");
        foreach (var (pointer, text, whole) in Places(evidence.Stream))
            foreach (Match match in (whole && NumberPattern().IsMatch(text) ? NumberPattern() : whole ? VersionPattern() : SegmentPattern()).Matches(text))
                foreach (var (version, cost) in Others(match.Value, named, guesses))
                {
                    var value = text[..match.Index] + version + text[(match.Index + match.Length)..];
                    yield return new Proposal("change_version", $"version {match.Value} was refused; {version} is tried", [PatchOperation.Set(pointer, value)], cost + (whole ? 0 : 0.02));
                }
    }

    // A version inside a media type: what the answer names is taken as a whole.
    private static IEnumerable<Proposal> MediaTypes(StreamView stream, string said) =>
        from place in Places(stream)
        where place.Whole && place.Text.Contains('/', StringComparison.Ordinal)
        from type in MediaPattern().Matches(said).Select(match => match.Value.TrimEnd('.')).Distinct()
        where type != place.Text
        select new Proposal("change_version", $"{place.Text} was refused; {type} is named", [PatchOperation.Set(place.Pointer, type)], 1.1);

    private static List<string> Named(ObservedExchange exchange, string said)
    {
        var texts = said + "\n" + string.Join('\n', exchange.Headers.Where(header => HeaderPattern().IsMatch(header.Key)).Select(header => header.Value));
        return [.. VersionPattern().Matches(texts).Select(match => match.Value).Concat(WordedPattern().Matches(texts).Select(match => match.Groups[1].Value)).Distinct()];
    }

    // Where the whole value is the version, a bare number is one too.
    private static IEnumerable<(string Pointer, string Text, bool Whole)> Places(StreamView stream)
    {
        foreach (var holder in new[] { stream.HeadersPointer, stream.ParametersPointer })
            if (ManifestPatch.At(stream.Manifest, holder) is JsonObject map)
                foreach (var (name, value) in map)
                    if (value is JsonValue text && PlacePattern().IsMatch(name))
                        yield return ($"{holder}/{ManifestPatch.Escape(name)}", text.ToString(), true);
        yield return (stream.RequesterPointer + "/path", stream.Path, false);
        if (stream.Text(stream.RequesterPointer + "/url_base") is { } url) yield return (stream.RequesterPointer + "/url_base", url, false);
    }

    private static IEnumerable<(string Version, double Cost)> Others(string version, List<string> named, bool guesses)
    {
        var rank = 0;
        foreach (var other in named.Where(other => Bare(other) != Bare(version) && SameForm(other, version)).Select(other => Like(other, version)).Distinct().OrderByDescending(Order))
            yield return (other, 1.1 + (0.1 * rank++));
        if (!guesses) yield break;
        if (PreviewPattern().Match(version) is { Success: true } preview) yield return (preview.Groups[1].Value, 1.8);
        if (!WholePattern().IsMatch(version)) yield break;
        var number = int.Parse(version.TrimStart('v', 'V'), CultureInfo.InvariantCulture);
        for (var step = 1; step <= Farthest; step++) yield return ($"{version[..^number.ToString(CultureInfo.InvariantCulture).Length]}{number + step}", 2 + (0.3 * step));
    }

    private static bool SameForm(string first, string second) =>
        (first[0] is 'v' or 'V' && second[0] is 'v' or 'V') || Bare(first).Count(letter => letter is '.' or '-') == Bare(second).Count(letter => letter is '.' or '-') && (Bare(first).Length >= 8) == (Bare(second).Length >= 8);

    // 1.10 comes after 1.9.
    private static string Order(string version) => string.Join('.', Bare(version).Split('.', '-').Select(part => part.PadLeft(9, '0')));

    private static string Bare(string version) => version.TrimStart('v', 'V');

    private static string Like(string other, string version) => version[0] is 'v' or 'V' ? version[0] + Bare(other) : Bare(other);

    [GeneratedRegex(@"(?<![\w.\-])(?:[vV]\d+(?:\.\d+)*(?:(?:alpha|beta|rc|preview)\d*)?|20\d{2}-\d{2}(?:-\d{2})?|20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|\d+\.\d+(?:\.\d+)?)(?![\w\-])")]
    private static partial Regex VersionPattern();

    // In a path a bare number is a version only where the word before it says so; elsewhere it may be somebody's id.
    [GeneratedRegex(@"(?<![\w.\-])(?:[vV]\d+(?:\.\d+)*(?:(?:alpha|beta|rc|preview)\d*)?|20\d{2}-\d{2}(?:-\d{2})?|\d+\.\d+(?:\.\d+)?|(?<=(?:api|rest|version)/)\d{1,2})(?![\w\-])")]
    private static partial Regex SegmentPattern();

    [GeneratedRegex(@"\bversions?[ :=]+['""`]?(\d{1,3})\b", RegexOptions.IgnoreCase)]
    private static partial Regex WordedPattern();

    [GeneratedRegex(@"application/[\w.+\-]*v\d[\w.+\-;=]*")]
    private static partial Regex MediaPattern();

    [GeneratedRegex(@"^\d{1,3}$")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^[vV]?\d{1,3}$")]
    private static partial Regex WholePattern();

    [GeneratedRegex(@"^([vV]\d+)(?:alpha|beta|rc|preview)\d*$")]
    private static partial Regex PreviewPattern();

    [GeneratedRegex(@"version|revision|^v$|^Accept$", RegexOptions.IgnoreCase)]
    private static partial Regex PlacePattern();

    [GeneratedRegex(@"version|revision|^Warning$|^Link$|^Sunset|^Deprecation", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderPattern();
}
