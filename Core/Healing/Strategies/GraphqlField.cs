using System.Text.RegularExpressions;
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
            foreach (Match other in QuotedPattern().Matches(match.Groups["rest"].Value))
                yield return new Proposal("map_field", $"field {field} is unknown; {other.Groups[1].Value} is suggested", [PatchOperation.Set(pointer, Renamed(query, field, other.Groups[1].Value))], 1.2 + (0.1 * rank++));
        }
        var bare = UnknownPattern().Matches(said).Select(match => match.Groups["field"].Value)
            .Concat(NeedsSelectionPattern().Matches(said).Select(match => match.Groups["field"].Value))
            .Concat(HasSelectionPattern().Matches(said).Select(match => match.Groups["field"].Value)).Distinct()
            .Aggregate(query, (text, field) => GraphqlSelection.Replace(text, field, ""));
        if (bare != query) yield return new Proposal("drop_field", "the refused fields are left out", [PatchOperation.Set(pointer, bare)], 2);
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

    [GeneratedRegex(@"[Ff]ield [""'`](?<field>\w+)[""'`] must not have a selection")]
    private static partial Regex HasSelectionPattern();

    [GeneratedRegex(@"(?<=[Dd]id you mean[^?]*)[""'`](\w+)[""'`]")]
    private static partial Regex QuotedPattern();
}
