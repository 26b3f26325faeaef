using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>A selected field that left a GraphQL schema: the suggested one in its place, or the query without it.</summary>
internal sealed partial class GraphqlField : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure?.Exchange is not { } exchange || QueryPointer(evidence.Stream) is not { } pointer || evidence.Stream.Text(pointer) is not { } query) yield break;
        foreach (Match match in UnknownPattern().Matches(exchange.Body.Replace("\\\"", "\"")))
        {
            var field = match.Groups["field"].Value;
            if (!Word(field).IsMatch(query)) continue;
            var rank = 0;
            foreach (Match other in QuotedPattern().Matches(match.Groups["rest"].Value))
                yield return new Proposal("map_field", $"field {field} is unknown; {other.Groups[1].Value} is suggested", [PatchOperation.Set(pointer, Word(field).Replace(query, other.Groups[1].Value))], 1 + (0.1 * rank++));
            yield return new Proposal("drop_field", $"field {field} is unknown", [PatchOperation.Set(pointer, Without(query, field))], 2);
        }
    }

    private static string? QueryPointer(StreamView stream)
    {
        foreach (var place in new[] { "/request_body_json/query", "/request_body_data/query", "/request_body/value/query" })
            if (stream.Text(stream.RequesterPointer + place) is not null) return stream.RequesterPointer + place;
        return null;
    }

    private static Regex Word(string name) => new($@"(?<![\w$]){Regex.Escape(name)}(?!\w)", RegexOptions.None, TimeSpan.FromSeconds(1));

    // A field with a selection of its own goes with it.
    private static string Without(string query, string field)
    {
        var match = Word(field).Match(query);
        var end = match.Index + match.Length;
        while (end < query.Length && char.IsWhiteSpace(query[end])) end++;
        if (end < query.Length && query[end] == '{')
        {
            var depth = 0;
            do
            {
                if (query[end] == '{') depth++;
                else if (query[end] == '}') depth--;
                end++;
            }
            while (depth > 0 && end < query.Length);
        }
        return query[..match.Index] + query[end..];
    }

    [GeneratedRegex(@"[Cc]annot query field [""'`](?<field>\w+)[""'`](?<rest>[^}\]]*)|[Ff]ield [""'`](?<field>\w+)[""'`] (?:doesn't|does not|is not)(?<rest>[^}\]]*)|[Uu]nknown field [""'`]?(?<field>\w+)[""'`]?(?<rest>[^}\]]*)")]
    private static partial Regex UnknownPattern();

    [GeneratedRegex(@"(?<=[Dd]id you mean[^?]*)[""'`](\w+)[""'`]")]
    private static partial Regex QuotedPattern();
}
