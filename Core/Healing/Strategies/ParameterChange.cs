using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Renames, drops, adds or re-values query parameters as the refusal says.</summary>
internal sealed partial class ParameterChange : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange, Diagnosis: { } diagnosis }) yield break;
        if (diagnosis.Class is not (FailureClass.ParameterRejected or FailureClass.PaginationInvalid or FailureClass.FieldUnknown or FailureClass.Unknown) && exchange.Status is not (400 or 422)) yield break;
        var words = WordPattern().Matches(exchange.Body).Select(match => match.Value).Distinct().ToList();
        var sent = evidence.Stream.QueryNames();
        foreach (var (name, pointer) in sent.Where(each => words.Contains(each.Name) || words.Contains(each.Name.Split('[')[0]) || diagnosis.Hints.Parameter == each.Name))
        {
            foreach (var proposal in Renamed(evidence.Stream, exchange.Body, diagnosis, name, pointer, words, sent.Select(each => each.Name).ToHashSet())) yield return proposal;
            foreach (var proposal in Revalued(evidence.Stream, exchange.Body, diagnosis, name, pointer)) yield return proposal;
            if (pointer.StartsWith(evidence.Stream.ParametersPointer, StringComparison.Ordinal))
                yield return new Proposal("drop_parameter", $"query parameter {name} was refused", [PatchOperation.Remove(pointer)], 2.2);
            // Without its filter an incremental stream reads more than it must, which loses nothing.
            if (pointer.EndsWith("_time_option/field_name", StringComparison.Ordinal))
                yield return new Proposal("drop_filter", $"the filter {name} was refused", [PatchOperation.Remove(pointer[..pointer.LastIndexOf('/')])], 2.3);
        }
        foreach (var proposal in Missing(evidence.Stream, exchange.Body, diagnosis, sent.Select(each => each.Name).ToHashSet())) yield return proposal;
    }

    private static IEnumerable<Proposal> Renamed(StreamView stream, string body, Diagnosis diagnosis, string name, string pointer, List<string> words, HashSet<string> sent)
    {
        var suggested = diagnosis.Hints.Suggestion is { } hint ? [hint] : Array.Empty<string>();
        var others = suggested.Concat(QuotedPattern().Matches(body).Select(match => match.Groups[1].Value)).Concat(diagnosis.Hints.Allowed).Distinct()
            .Where(other => other != name && !sent.Contains(other) && NamePattern().IsMatch(other)).Take(6);
        var rank = 0;
        foreach (var other in others)
        {
            var cost = (suggested.Contains(other) ? 1 : 1.5) + (0.1 * rank++);
            var operations = pointer.StartsWith(stream.ParametersPointer, StringComparison.Ordinal)
                ? new[] { PatchOperation.Remove(pointer), PatchOperation.Set($"{stream.ParametersPointer}/{ManifestPatch.Escape(other)}", ManifestPatch.At(stream.Manifest, pointer)?.DeepClone()) }
                : [PatchOperation.Set(pointer, other)];
            yield return new Proposal("rename_parameter", $"query parameter {name} was refused; {other} is named in its place", operations, cost);
        }
    }

    private static IEnumerable<Proposal> Revalued(StreamView stream, string body, Diagnosis diagnosis, string name, string pointer)
    {
        if (pointer == stream.PaginatorPointer + "/page_size_option/field_name")
        {
            var size = stream.PaginatorPointer + "/pagination_strategy/page_size";
            var current = int.TryParse(stream.Text(size), out var number) ? number : int.MaxValue;
            foreach (var limit in NumberPattern().Matches(body).Select(match => int.TryParse(match.Value, out var value) ? value : 0).Where(value => value > 0 && value < current).Distinct().OrderDescending())
                yield return new Proposal("page_size", $"a page of {current} was refused; the answer names {limit}", [PatchOperation.Set(size, limit)], limit == 1 ? 3 : 1.1);
            yield break;
        }
        if (!pointer.StartsWith(stream.ParametersPointer, StringComparison.Ordinal)) yield break;
        var rank = 0;
        foreach (var value in diagnosis.Hints.Allowed.Where(value => value != stream.Text(pointer)).Take(5))
            yield return new Proposal("change_value", $"{name}={stream.Text(pointer)} was refused; {value} is listed", [PatchOperation.Set(pointer, value)], 1.3 + (0.15 * rank++));
    }

    private static IEnumerable<Proposal> Missing(StreamView stream, string body, Diagnosis diagnosis, HashSet<string> sent)
    {
        if (!MissingPattern().IsMatch(body)) yield break;
        var quoted = QuotedPattern().Matches(body).Select(match => match.Groups[1].Value).ToList();
        var named = new[] { diagnosis.Hints.Parameter }.OfType<string>().Concat(quoted).Concat(MissingNamePattern().Matches(body).Select(match => match.Groups[1].Value))
            .Distinct().Where(name => !sent.Contains(name) && NamePattern().IsMatch(name)).Take(4).ToList();
        var rank = 0;
        foreach (var name in named)
            foreach (var value in diagnosis.Hints.Allowed.Concat(quoted).Concat(ExamplePattern().Matches(body).Select(match => match.Groups[1].Value)).Distinct().Where(value => value != name && !sent.Contains(value)).Take(5))
                yield return new Proposal("add_parameter", $"parameter {name} is required; {value} is named for it", [PatchOperation.Set($"{stream.ParametersPointer}/{ManifestPatch.Escape(name)}", value)], 1.2 + (0.1 * rank++));
    }

    [GeneratedRegex(@"[A-Za-z_][\w\-.]*(?:\[\w+\])?")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"[`'""‘“]([\w\-.\[\]:]{1,60})[`'""’”](?!\s*:)")]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"^[A-Za-z_$][\w\-.$]*(?:\[\w+\])?$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\d+")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"missing|required|must (?:be provided|include|specify)|mandatory", RegexOptions.IgnoreCase)]
    private static partial Regex MissingPattern();

    [GeneratedRegex(@"(?:parameter|param|field|argument)\s+([A-Za-z_][\w\-]*)", RegexOptions.IgnoreCase)]
    private static partial Regex MissingNamePattern();

    [GeneratedRegex(@"(?:e\.g\.|for example|such as|example:?|only)\s+[`'""]?([\w\-.:/]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ExamplePattern();
}
