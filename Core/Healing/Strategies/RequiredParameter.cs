using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Adds a parameter or header that the refusal calls required, with a value that the refusal names.</summary>
internal sealed partial class RequiredParameter : IRepairStrategy
{
    private const int MostNames = 4;
    private const int MostValues = 5;

    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { Status: >= 400 and < 500 } exchange, Diagnosis: { } diagnosis } || !MissingPattern().IsMatch(exchange.Said)) yield break;
        if (diagnosis.Class is FailureClass.EndpointRemoved or FailureClass.EndpointMoved or FailureClass.RateLimited or FailureClass.QuotaExhausted || exchange.Status is 401 or 402 or 403) yield break;
        var said = exchange.Said;
        var sent = evidence.Stream.QueryNames().Select(each => each.Name).ToHashSet();
        var pairs = PairPattern().Matches(said).Select(match => (Name: match.Groups[1].Value, Value: match.Groups[2].Value)).ToList();
        var names = pairs.Select(pair => pair.Name).Concat(Names(said, diagnosis)).Distinct().Where(name => !sent.Contains(name)).Take(MostNames).ToList();
        var holder = HeaderPattern().IsMatch(said) ? evidence.Stream.HeadersPointer : evidence.Stream.ParametersPointer;
        var rank = 0;
        foreach (var name in names)
            foreach (var value in pairs.Where(pair => pair.Name == name).Select(pair => pair.Value).Concat(Values(exchange, diagnosis)).Distinct().Where(value => value != name && !sent.Contains(value)).Take(MostValues))
                yield return new Proposal("add_parameter", $"{name} is required; {value} is named for it", [PatchOperation.Set($"{holder}/{ManifestPatch.Escape(name)}", value)], 1.1 + (0.08 * rank++));
        // What is wanted may be what is sent already, under its new name.
        if (holder == evidence.Stream.ParametersPointer)
            foreach (var name in names)
                foreach (var (other, value) in evidence.Stream.Parameters ?? [])
                    yield return new Proposal("rename_parameter", $"{name} is required; {other} is sent under that name", [PatchOperation.Remove($"{holder}/{ManifestPatch.Escape(other)}"), PatchOperation.Set($"{holder}/{ManifestPatch.Escape(name)}", value?.DeepClone())], 1.7 + (0.08 * rank++));
        // What is wanted may be a setting of the connector: an account, a workspace, a region.
        foreach (var name in names)
            foreach (var setting in StreamSecrets.Alike(evidence.Stream, name).Take(2))
                yield return new Proposal("add_parameter", $"{name} is required; the setting of like name is sent", [PatchOperation.Set($"{holder}/{ManifestPatch.Escape(name)}", setting)], 1.2 + (0.08 * rank++));
    }

    private static IEnumerable<string> Names(string said, Diagnosis diagnosis) =>
        new[] { diagnosis.Hints.Parameter }.OfType<string>()
            .Concat(NamedPattern().Matches(said).Select(match => match.Groups["name"].Value)).Where(name => !AdjectivePattern().IsMatch(name))
            .Concat(QuotedPattern().Matches(said).Select(match => match.Groups[1].Value))
            // A name at the end of a sentence brings its full stop.
            .Select(name => name.TrimEnd('.', '-'))
            .Where(name => NamePattern().IsMatch(name) && !OrdinaryPattern().IsMatch(name));

    private static IEnumerable<string> Values(ObservedExchange exchange, Diagnosis diagnosis) =>
        ListedValues.Of(exchange, diagnosis)
            .Concat(QuotedPattern().Matches(exchange.Said).Select(match => match.Groups[1].Value))
            .Concat(AfterColonPattern().Matches(exchange.Said).Select(match => match.Groups[1].Value))
            .Select(value => value.TrimEnd('.'))
            .Where(value => value.Length > 0 && !OrdinaryPattern().IsMatch(value));

    [GeneratedRegex(@"missing|required|must (?:be (?:provided|set|present|sent|included)|include|specify|provide|supply)|mandatory|needs? to be|not provided|without|should be|instead was|expected|undefined|absent", RegexOptions.IgnoreCase)]
    private static partial Regex MissingPattern();

    [GeneratedRegex(@"(?<![\w\-])([A-Za-z_][\w\-.]*(?:\[\w+\])?)=([\w\-.:/+]+)")]
    private static partial Regex PairPattern();

    [GeneratedRegex(@"(?:parameters?|params?|fields?|argument|property|header)[:\s]+[`'""(]?(?<name>[A-Za-z_$][\w\-.$]*(?:\[\w+\])?)|(?<![\w\-.$])[`'""]?(?<name>(?!(?:missing|required|mandatory|the|this|that|an?|no|query|request|url|http)\b)[A-Za-z_$][\w\-.$]*(?:\[\w+\])?)[`'""]?\s+(?:query |request |url |http )?(?:parameter|param|field|argument|header)\b|[`'""]?(?<name>[A-Za-z_$][\w\-.$]*(?:\[\w+\])?)[`'""]?\s*(?:is|:)?\s*(?:a )?(?:required|mandatory|missing)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NamedPattern();

    [GeneratedRegex(@"[`'""‘“]([\w\-.\[\]:/]{1,60})[`'""’”](?!\s*:)")]
    private static partial Regex QuotedPattern();

    // "Accounts of this token: wl-main"
    [GeneratedRegex(@"[A-Za-z] ?: +[`'""]?([\w][\w\-.]*)[`'""]?(?=\.?$|,| or )", RegexOptions.Multiline)]
    private static partial Regex AfterColonPattern();

    [GeneratedRegex(@"^[A-Za-z_$][\w\-.$]*(?:\[\w+\])?$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(?:is|are|was|the|this|that|a|an|of|in|required|missing|mandatory|parameter|parameters|param|query|request|url|http|value|values|field|error|errors|message|detail|title|status|code|type|description|must|be|not|invalid|valid|one|some|following|name|header|new|argument|and|or|for|with|by|to|on|no|only|allowed|supported|example|success|false|true_|null|error_code|error_message|bad|\w*_(?:parameter|parameters|error|missing|required)|missing_\w+|invalid_\w+|about)$|^https?:", RegexOptions.IgnoreCase)]
    private static partial Regex OrdinaryPattern();

    [GeneratedRegex(@"^[a-z]*(?:ed|ory)$", RegexOptions.IgnoreCase)]
    private static partial Regex AdjectivePattern();

    [GeneratedRegex(@"\bheader\b", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderPattern();
}
