using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Finds where the records went in an answer that came well but gave none: the list whose rows carry the known keys.</summary>
internal sealed class EnvelopeMove : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Last is not { Status: >= 200 and < 300, Json: { } answer }) yield break;
        if (evidence.Observed.Rows.Count > 0 && KeyFinder.Join(evidence.Baseline, evidence.Observed.Rows) is not null) yield break;
        var current = evidence.Stream.FieldPath;
        var lists = RecordLists.Of(answer).Where(list => !list.Path.SequenceEqual(current))
            .Select(list => (List: list, Share: KeyFinder.Join(evidence.Baseline, list.Rows)?.Share ?? 0))
            .Where(each => each.Share > 0).OrderByDescending(each => each.Share).Take(3);
        var rank = 0;
        foreach (var (list, share) in lists)
        {
            var path = new JsonArray([.. list.Path.Select(step => (JsonNode)step)]);
            yield return new Proposal(
                "move_envelope", $"{share:P0} of the rows at {Name(list.Path)} carry known keys; the manifest looks at {Name(current)}",
                [PatchOperation.Set(evidence.Stream.FieldPathPointer, path)], 1 + (0.2 * rank++));
        }
    }

    private static string Name(IReadOnlyList<string> path) => path.Count == 0 ? "the root" : string.Join('.', path);
}
