using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Renames, drops, adds or re-values query parameters as the refusal says.</summary>
internal sealed partial class ParameterChange : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange, Diagnosis: { } diagnosis }) yield break;
        if (diagnosis.Class is not (FailureClass.ParameterRejected or FailureClass.PaginationInvalid or FailureClass.FieldUnknown or FailureClass.Unknown) && exchange.Status is not (400 or 422)) yield break;
        var words = WordPattern().Matches(exchange.Said).Select(match => match.Value).Distinct().ToList();
        var sent = evidence.Stream.QueryNames().Concat(evidence.Stream.OtherNames()).ToList();
        foreach (var (name, pointer) in sent.Where(each => words.Contains(each.Name) || words.Contains(each.Name.Split('[')[0]) || diagnosis.Hints.Parameter == each.Name))
        {
            foreach (var proposal in Renamed(evidence.Stream, exchange.Said, diagnosis, name, pointer, words, sent.Select(each => each.Name).ToHashSet())) yield return proposal;
            foreach (var proposal in Revalued(evidence.Stream, exchange, diagnosis, name, pointer)) yield return proposal;
            if (Holder(evidence.Stream, pointer) is not null)
                yield return new Proposal("drop_parameter", $"query parameter {name} was refused", [PatchOperation.Remove(pointer)], 2.2);
            // Without its filter an incremental stream reads more than it must, which loses nothing.
            if (pointer.EndsWith("_time_option/field_name", StringComparison.Ordinal))
                yield return new Proposal("drop_filter", $"the filter {name} was refused", [PatchOperation.Remove(pointer[..pointer.LastIndexOf('/')])], 2.3);
            if (pointer == evidence.Stream.PaginatorPointer + "/page_size_option/field_name")
                yield return new Proposal("drop_page_size", $"the page size {name} was refused", [PatchOperation.Remove(pointer[..pointer.LastIndexOf('/')])], 2.4);
        }
        foreach (var proposal in Unnamed(evidence, diagnosis, exchange.Status)) yield return proposal;
    }

    // A refusal that names nothing: what the API can do without is left out, one at a time.
    private static IEnumerable<Proposal> Unnamed(RepairEvidence evidence, Diagnosis diagnosis, int status)
    {
        if (diagnosis.Class is not (FailureClass.ParameterRejected or FailureClass.Unknown) || status is not (400 or 422)) yield break;
        foreach (var (name, _) in evidence.Stream.Parameters ?? [])
            yield return new Proposal("drop_parameter", $"something was refused; {name} is left out", [PatchOperation.Remove($"{evidence.Stream.ParametersPointer}/{ManifestPatch.Escape(name)}")], 3.2);
    }

    private static IEnumerable<Proposal> Renamed(StreamView stream, string body, Diagnosis diagnosis, string name, string pointer, List<string> words, HashSet<string> sent)
    {
        var suggested = (diagnosis.Hints.Suggestion is { } hint ? [hint] : Array.Empty<string>()).Concat(InsteadPattern().Matches(body).Select(match => match.Groups[1].Value.TrimEnd('.'))).ToList();
        var others = suggested.Concat(QuotedPattern().Matches(body).Select(match => match.Groups[1].Value)).Concat(diagnosis.Hints.Allowed).Concat(words.Where(word => CodePattern().IsMatch(word))).Distinct()
            .Where(other => other != name && !sent.Contains(other) && NamePattern().IsMatch(other) && !OrdinaryPattern().IsMatch(other)).Take(7);
        var rank = 0;
        foreach (var other in others)
        {
            var cost = (suggested.Contains(other) ? 1 : 1.5) + (0.1 * rank++);
            var operations = Holder(stream, pointer) is { } holder
                ? new[] { PatchOperation.Remove(pointer), PatchOperation.Set($"{holder}/{ManifestPatch.Escape(other)}", ManifestPatch.At(stream.Manifest, pointer)?.DeepClone()) }
                : [PatchOperation.Set(pointer, other)];
            yield return new Proposal("rename_parameter", $"query parameter {name} was refused; {other} is named in its place", operations, cost);
        }
    }

    private static IEnumerable<Proposal> Revalued(StreamView stream, ObservedExchange exchange, Diagnosis diagnosis, string name, string pointer)
    {
        var body = exchange.Said;
        if (pointer == stream.PaginatorPointer + "/page_size_option/field_name")
        {
            var size = stream.PaginatorPointer + "/pagination_strategy/page_size";
            var current = int.TryParse(stream.Text(size), out var number) ? number : int.MaxValue;
            foreach (var limit in NumberPattern().Matches(body).Select(match => int.TryParse(match.Value, out var value) ? value : 0).Where(value => value > 0 && value < current).Distinct().OrderDescending())
                yield return new Proposal("page_size", $"a page of {current} was refused; the answer names {limit}", [PatchOperation.Set(size, limit)], limit == 1 ? 3 : 1.1);
            foreach (var usual in new[] { 100, 50, 25, 10 }.Where(usual => usual < current))
                yield return new Proposal("page_size", $"a page of {current} was refused; {usual} is tried", [PatchOperation.Set(size, usual)], 2.6 + (usual < 50 ? 0.2 : 0));
            yield break;
        }
        if (Holder(stream, pointer) is null) yield break;
        var rank = 0;
        foreach (var value in ListedValues.Of(exchange, diagnosis).Where(value => value != stream.Text(pointer) && value != name).Take(6))
            yield return new Proposal("change_value", $"{name}={stream.Text(pointer)} was refused; {value} is listed", [PatchOperation.Set(pointer, value)], 1.3 + (0.15 * rank++));
    }

    private static string? Holder(StreamView stream, string pointer) => stream.ParameterHolders.FirstOrDefault(holder => pointer.StartsWith(holder + "/", StringComparison.Ordinal));

    [GeneratedRegex(@"[A-Za-z_][\w\-.]*(?:\[\w+\])?")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"[`'""‘“]([\w\-.\[\]:]{1,60})[`'""’”](?!\s*:)")]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"^[A-Za-z_$][\w\-.$]*(?:\[\w+\])?$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\d+")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"(?:did you mean|use|renamed to|replaced (?:by|with)|instead of it|in favou?r of|superseded by|now called|moved to|try|prefer)(?: to use)?:?\s+(?:the\s+)?(?:parameter\s+|query parameter\s+)?[`'""‘“]?([A-Za-z_$][\w.\-$]*(?:\[\w+\])?)", RegexOptions.IgnoreCase)]
    private static partial Regex InsteadPattern();

    // Written as code is: with an underscore, a bracket or a capital inside.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+$|\[\w+\]$|^[a-z]+[A-Z]\w*$")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"^(?:error|error_code|error_message|message|detail|details|title|status|code|type|description|success|errors|param|parameter|field|the|a|an|it|this|cursor-based|one|documentation|doc_url|invalid_request_error|request_id|\w+_(?:error|unknown|unsupported|parameter|rejected|invalid)|(?:unknown|unsupported|invalid|missing|unexpected)_\w+|about|blank)$", RegexOptions.IgnoreCase)]
    private static partial Regex OrdinaryPattern();
}
