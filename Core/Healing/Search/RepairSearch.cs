using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Strategies;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Search;

/// <summary>
/// Combines proposals by best-first search: the attempt that came farthest is taken on first, and what its trial showed is the evidence
/// for the next change, so an API that changed in five ways is repaired in about five trials.
/// </summary>
public sealed partial class RepairSearch(ITrialReader trials, IReadOnlyList<IRepairStrategy> strategies, RepairBudget budget)
{
    private const int MostChildren = 48;

    private readonly HashSet<string> _signatures = [];
    private GraphqlSchema? _schema;
    private bool _asked;

    /// <summary>The first attempt whose read is whole, else one that brought every known row before it ended badly, or null; <paramref name="trail"/> is told of every step.</summary>
    public async Task<Attempt?> RunAsync(
        Attempt start, string stream, int index, RowSet baseline, ObservedExchange? good, Action<string> trail, CancellationToken cancellationToken)
    {
        var open = new PriorityQueue<Attempt, (double, int, double)>();
        var seen = new HashSet<string> { start.Manifest.ToJsonString() };
        open.Enqueue(start, Rank(start));
        _signatures.Add(start.Progress.Signature);
        var tried = 0;
        var covering = start.Progress.EndsBadly(start.Observed, baseline) ? start : null;
        while (open.TryDequeue(out var attempt, out _) && tried < budget.Trials)
        {
            var view = new StreamView(attempt.Manifest, index);
            await LearnSchemaAsync(attempt, view, cancellationToken);
            var evidence = new RepairEvidence(view, attempt.Observed, baseline, good, attempt.Steps, _schema);
            foreach (var proposal in strategies.SelectMany(strategy => strategy.Propose(evidence)).OrderBy(proposal => proposal.Cost).Take(MostChildren))
            {
                if (attempt.Steps.Count >= budget.Depth || tried >= budget.Trials) break;
                var manifest = ManifestPatch.Apply(attempt.Manifest, proposal.Operations);
                if (!seen.Add(manifest.ToJsonString())) continue;
                tried++;
                var child = await TryAsync(attempt, manifest, proposal, stream, baseline, cancellationToken);
                trail($"tried {proposal.Text}: {Describe(child)}");
                if (child.Progress.Whole(child.Observed, baseline)) return child;
                if (child.Progress.EndsBadly(child.Observed, baseline) && (covering is null || child.Progress.Score > covering.Progress.Score)) covering = child;
                if (!Advances(attempt, child)) continue;
                open.Enqueue(child, Rank(child));
                // What came a stage farther is taken on at once; its siblings stay in the queue through their parent.
                if (Farther(attempt, child))
                {
                    open.Enqueue(attempt, Rank(attempt));
                    break;
                }
            }
        }
        return covering;
    }

    // A schema is asked for once, when a query was refused for what it selects.
    private async Task LearnSchemaAsync(Attempt attempt, StreamView view, CancellationToken cancellationToken)
    {
        if (_asked || attempt.Observed.Failure?.Exchange?.Body is not { } body || !SelectionPattern().IsMatch(body)) return;
        _asked = true;
        _schema = await GraphqlSchema.AskAsync(trials, view, budget.RequestsPerTrial, cancellationToken);
    }

    private async Task<Attempt> TryAsync(Attempt parent, JsonObject manifest, Proposal proposal, string stream, RowSet baseline, CancellationToken cancellationToken)
    {
        var most = budget.RequestsFor(baseline.Count);
        var probe = await trials.ReadAsync(manifest, stream, new TrialLimits(budget.ProbePages, most), cancellationToken);
        var progress = Progress.Of(probe, baseline);
        if (progress.Join is { Repeated: 0 } && !probe.Complete && probe.Failure is null)
        {
            probe = await trials.ReadAsync(manifest, stream, new TrialLimits(baseline.Sampled ? budget.SampledPages : null, most), cancellationToken);
            progress = Progress.Of(probe, baseline);
        }
        return new Attempt(manifest, [.. parent.Steps, .. proposal.Parts], probe, progress);
    }

    // Servers check in different orders, so another refusal is progress too, unless it complains of the very thing that was just put in.
    private bool Advances(Attempt parent, Attempt child)
    {
        if (child.Progress.Score > parent.Progress.Score + 0.001) return _signatures.Add(child.Progress.Signature) || child.Progress.Score >= 1;
        if (child.Progress.Score >= 1 && child.Progress.Score < parent.Progress.Score - 0.15) return false;
        return child.Progress.Signature != parent.Progress.Signature && !Complains(parent, child) && _signatures.Add(child.Progress.Signature);
    }

    private static bool Complains(Attempt parent, Attempt child)
    {
        if (child.Observed.Failure?.Exchange?.Body is not { } body) return false;
        var before = parent.Observed.Failure?.Exchange?.Body ?? "";
        return Introduced(child.Steps[^1]).Any(word => Holds(body, word) && !Holds(before, word));
    }

    private static IEnumerable<string> Introduced(Proposal step) => step.Operations.SelectMany(operation => Texts(operation.Value).Append(operation.Path.Split('/')[^1])).Where(word => NamePattern().IsMatch(word));

    private static IEnumerable<string> Texts(JsonNode? value) => value switch
    {
        JsonObject map => map.SelectMany(pair => Texts(pair.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue scalar when scalar.ToString() is not ("header" or "request_parameter") => [scalar.ToString()],
        _ => [],
    };

    private static bool Holds(string text, string word) => Regex.IsMatch(text, $@"(?<![\w\-]){Regex.Escape(word)}(?![\w\-])", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static bool Farther(Attempt parent, Attempt child) =>
        Math.Floor(child.Progress.Score) > Math.Floor(parent.Progress.Score)
        || (child.Progress.Score < 1 && child.Observed.Failure?.Diagnosis.Class != parent.Observed.Failure?.Diagnosis.Class)
        || child.Progress.Score > parent.Progress.Score + 0.05;

    private static (double, int, double) Rank(Attempt attempt) => (-attempt.Progress.Score, attempt.Steps.Count, attempt.Steps.Sum(step => step.Cost));

    private static string Describe(Attempt attempt) => attempt.Observed.Failure is { } failure
        ? $"{failure.Diagnosis.Class}, {failure.Diagnosis.Cause}"
        : attempt.Progress.Join is { } join ? $"{join.Pairs.Count} known rows, {join.Repeated} repeated" : $"{attempt.Observed.Rows.Count} rows, none known";

    [GeneratedRegex(@"[Cc]annot query field|must have a selection|must not have a selection|[Uu]nknown field|doesn't exist on type|undefinedField|must have selections")]
    private static partial Regex SelectionPattern();

    [GeneratedRegex(@"^[A-Za-z_$][\w\-.$\[\]]{1,60}$")]
    private static partial Regex NamePattern();
}
