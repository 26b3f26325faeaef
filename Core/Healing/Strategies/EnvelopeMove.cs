using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Finds where the records went in an answer that came well but gave none: the list whose rows carry the known keys.</summary>
internal sealed class EnvelopeMove : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        var current = evidence.Stream.FieldPath;
        // The fullest of the pages shows best; an empty one shows nothing.
        var lists = evidence.Pages.Take(5).Select(page => Judged(evidence, page.Json)).OrderByDescending(page => page.Count > 0 ? page[0].Known : 0).FirstOrDefault() ?? [];
        var known = lists.FirstOrDefault(each => each.List.Path.SequenceEqual(current)).Known;
        var rank = 0;
        foreach (var (list, share, _) in lists.Where(each => each.Known > known && !each.List.Path.SequenceEqual(current)).Take(3))
        {
            var path = new JsonArray([.. list.Path.Select(step => (JsonNode)step)]);
            yield return new Proposal(
                "move_envelope", $"{share:P0} of the rows at {Name(list.Path)} carry known keys; the manifest looks at {Name(current)}",
                [PatchOperation.Set(evidence.Stream.FieldPathPointer, path)], 1 + (0.2 * rank++));
        }
    }

    private static List<(RecordList List, double Share, int Known)> Judged(RepairEvidence evidence, JsonNode? answer) =>
        [.. RecordLists.Of(answer).Select(list => (List: list, Join: KeyFinder.Join(evidence.Baseline, list.Rows))).Where(each => each.Join is { Pairs.Count: > 0 })
            .Select(each => (each.List, each.Join!.Share, each.Join.Pairs.Count)).OrderByDescending(each => each.Item3).ThenByDescending(each => each.Share)];

    private static string Name(IReadOnlyList<string> path) => path.Count == 0 ? "the root" : string.Join('.', path);
}
