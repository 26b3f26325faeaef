using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>
/// Selected fields that left a GraphQL schema: the suggested one in its place, everything the schema has instead (values tell later which
/// is which), or the query without it.
/// </summary>
internal sealed partial class GraphqlField : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure?.Exchange is not { } exchange || GraphqlSchema.QueryPointer(evidence.Stream) is not { } pointer || evidence.Stream.Text(pointer) is not { } query) yield break;
        var said = exchange.Body.Replace("\\u0022", "\"").Replace("\\u0027", "'").Replace("\\\"", "\"");
        if (Reselected(evidence, said, query) is { } whole && whole != query)
            yield return new Proposal("map_field", "the schema says what can be selected instead", [PatchOperation.Set(pointer, whole)], 1.05);
        foreach (Match match in UnknownPattern().Matches(said))
        {
            var field = match.Groups["field"].Value;
            if (GraphqlSelection.Find(query, field) is null) continue;
            var rank = 0;
            var suggested = QuotedPattern().Matches(match.Groups["rest"].Value).Select(other => other.Groups[1].Value);
            foreach (var other in suggested.Concat(Holders(evidence, query, field, match.Groups["type"].Value)).Distinct())
                yield return new Proposal("map_field", $"field {field} is unknown; {other} takes its place", [PatchOperation.Set(pointer, Renamed(query, field, other)), .. Ripples(evidence.Stream, field, other)], 1.02 + (0.1 * rank++));
        }
        var bare = UnknownPattern().Matches(said).Select(match => match.Groups["field"].Value)
            .Concat(NeedsSelectionPattern().Matches(said).Select(match => match.Groups["field"].Value))
            .Concat(HasSelectionPattern().Matches(said).Select(match => match.Groups["field"].Value)).Distinct()
            .Aggregate(query, (text, field) => GraphqlSelection.Replace(text, field, ""));
        if (bare != query) yield return new Proposal("drop_field", "the refused fields are left out", [PatchOperation.Set(pointer, bare)], 2);
    }

    // A field that holds the records (it has arguments or a selection of its own): the schema's other fields of that kind, the likest name first.
    private static IEnumerable<string> Holders(RepairEvidence evidence, string query, string field, string type)
    {
        if (evidence.Schema is not { } schema || type.Length == 0 || GraphqlSelection.Find(query, field) is not { } place) return [];
        if (!HolderPattern().IsMatch(query[(place.Start + field.Length)..])) return [];
        var beside = GraphqlSelection.Beside(query, place.Start);
        return schema.Selection(type, beside).Where(other => other.Contains('{', StringComparison.Ordinal)).Select(other => other.Split(' ')[0])
            .OrderByDescending(other => NameLikeness.Of(other, field)).Take(3);
    }

    // The name also stands on the way to the records and to the next page.
    private static IEnumerable<PatchOperation> Ripples(StreamView stream, string field, string other)
    {
        if (stream.FieldPath.Contains(field))
            yield return PatchOperation.Set(stream.FieldPathPointer, new JsonArray([.. stream.FieldPath.Select(step => (JsonNode)(step == field ? other : step))]));
        foreach (var name in new[] { "cursor_value", "stop_condition" })
            if (stream.Text($"{stream.PaginatorPointer}/pagination_strategy/{name}") is { } text && text.Contains($"'{field}'", StringComparison.Ordinal))
                yield return PatchOperation.Set($"{stream.PaginatorPointer}/pagination_strategy/{name}", text.Replace($"'{field}'", $"'{other}'", StringComparison.Ordinal));
    }

    // A renamed field keeps what is selected below it.
    private static string Renamed(string query, string field, string other)
    {
        var start = GraphqlSelection.Find(query, field)!.Value.Start;
        return query[..start] + other + query[(start + field.Length)..];
    }

    private static string? Reselected(RepairEvidence evidence, string said, string query)
    {
        if (evidence.Schema is not { } schema) return null;
        var text = query;
        foreach (Match match in UnknownPattern().Matches(said))
        {
            var (field, type) = (match.Groups["field"].Value, match.Groups["type"].Value);
            if (type.Length == 0 || GraphqlSelection.Find(text, field) is not { } place) continue;
            text = GraphqlSelection.Replace(text, field, string.Join(' ', schema.Selection(type, GraphqlSelection.Beside(text, place.Start))));
        }
        foreach (Match match in NeedsSelectionPattern().Matches(said))
            if (schema.Selection(match.Groups["type"].Value, new HashSet<string>()) is { Count: > 0 } inner)
                text = GraphqlSelection.Replace(text, match.Groups["field"].Value, $"{match.Groups["field"].Value} {{ {string.Join(' ', inner)} }}");
        foreach (Match match in HasSelectionPattern().Matches(said))
            text = GraphqlSelection.Replace(text, match.Groups["field"].Value, match.Groups["field"].Value);
        return text;
    }

    [GeneratedRegex(@"[Cc]annot query field [""'`](?<field>\w+)[""'`](?: on type [""'`](?<type>\w+)[""'`])?(?<rest>[^}\]]*)|[Ff]ield [""'`](?<field>\w+)[""'`] (?:doesn't|does not|is not)(?: exist)?(?: defined)?(?: (?:on|by|in) type [""'`](?<type>\w+)[""'`])?(?<rest>[^}\]]*)|[Uu]nknown field [""'`]?(?<field>\w+)[""'`]?(?: on type [""'`]?(?<type>\w+)[""'`]?)?(?<rest>[^}\]]*)|[Ff]ield [""'`](?<field>\w+)[""'`] (?:in|of) type [""'`](?<type>\w+)[""'`] is (?:undefined|unknown)(?<rest>[^}\]]*)")]
    private static partial Regex UnknownPattern();

    [GeneratedRegex(@"[Ff]ield [""'`](?<field>\w+)[""'`] of type [""'`]\[?(?<type>\w+)[!\]]*[""'`] must have a (?:selection|sub selection)|[Oo]bjects? must have selections \(field '(?<field>\w+)' returns (?<type>\w+)")]
    private static partial Regex NeedsSelectionPattern();

    [GeneratedRegex(@"^\s*[({]")]
    private static partial Regex HolderPattern();

    [GeneratedRegex(@"[Ff]ield [""'`](?<field>\w+)[""'`] must not have a selection")]
    private static partial Regex HasSelectionPattern();

    [GeneratedRegex(@"(?<=[Dd]id you mean[^?]*)[""'`](\w+)[""'`]")]
    private static partial Regex QuotedPattern();
}
