using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Strategies;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Search;

/// <summary>Bounds of one repair.</summary>
public sealed record RepairBudget
{
    /// <summary>Trials at most. Default 120.</summary>
    public int Trials { get; init; } = 120;

    /// <summary>Pages of a first, short trial. Default 3.</summary>
    public int ProbePages { get; init; } = 3;

    /// <summary>Requests of one trial at most. Default 2,000.</summary>
    public int RequestsPerTrial { get; init; } = 2_000;

    /// <summary>Changes combined at most. Default 9.</summary>
    public int Depth { get; init; } = 9;
}

/// <summary>An attempt that was tried.</summary>
public sealed record Attempt(JsonObject Manifest, IReadOnlyList<Proposal> Steps, Observation Observed, Progress Progress)
{
    public IReadOnlyList<PatchOperation> Patch => [.. Steps.SelectMany(step => step.Operations)];
}

/// <summary>
/// Combines proposals by best-first search: the attempt that came farthest is taken on first, and what its trial showed is the evidence
/// for the next change, so an API that changed in five ways is repaired in about five trials.
/// </summary>
public sealed class RepairSearch(ITrialReader trials, IReadOnlyList<IRepairStrategy> strategies, RepairBudget budget)
{
    private const int MostChildren = 14;

    /// <summary>The first attempt whose read is whole, or null; <paramref name="trail"/> is told of every step.</summary>
    public async Task<Attempt?> RunAsync(
        Attempt start, string stream, int index, RowSet baseline, ObservedExchange? good, Action<string> trail, CancellationToken cancellationToken)
    {
        var open = new PriorityQueue<Attempt, (double, int, double)>();
        var seen = new HashSet<string> { start.Manifest.ToJsonString() };
        open.Enqueue(start, Rank(start));
        var tried = 0;
        while (open.TryDequeue(out var attempt, out _) && tried < budget.Trials)
        {
            var evidence = new RepairEvidence(new StreamView(attempt.Manifest, index), attempt.Observed, baseline, good);
            foreach (var proposal in strategies.SelectMany(strategy => strategy.Propose(evidence)).OrderBy(proposal => proposal.Cost).Take(MostChildren))
            {
                if (attempt.Steps.Count >= budget.Depth || tried >= budget.Trials) break;
                var manifest = ManifestPatch.Apply(attempt.Manifest, proposal.Operations);
                if (!seen.Add(manifest.ToJsonString())) continue;
                tried++;
                var child = await TryAsync(attempt, manifest, proposal, stream, baseline, cancellationToken);
                trail($"tried {proposal.Strategy}: {proposal.Why}: {Describe(child)}");
                if (child.Progress.Whole(child.Observed, baseline)) return child;
                if (!Advances(attempt, child)) continue;
                open.Enqueue(child, Rank(child));
                // What came a stage farther is taken on at once; its siblings stay in the queue through their parent.
                if (Math.Floor(child.Progress.Score) > Math.Floor(attempt.Progress.Score) || (child.Progress.Score < 1 && child.Progress.Score > attempt.Progress.Score + 0.05))
                {
                    open.Enqueue(attempt, Rank(attempt));
                    break;
                }
            }
        }
        return null;
    }

    private async Task<Attempt> TryAsync(Attempt parent, JsonObject manifest, Proposal proposal, string stream, RowSet baseline, CancellationToken cancellationToken)
    {
        var probe = await trials.ReadAsync(manifest, stream, new TrialLimits(budget.ProbePages, budget.RequestsPerTrial), cancellationToken);
        var progress = Progress.Of(probe, baseline);
        if (progress.Join is { Repeated: 0 } && !probe.Complete && probe.Failure is null)
        {
            probe = await trials.ReadAsync(manifest, stream, new TrialLimits(null, budget.RequestsPerTrial), cancellationToken);
            progress = Progress.Of(probe, baseline);
        }
        return new Attempt(manifest, [.. parent.Steps, proposal], probe, progress);
    }

    private static bool Advances(Attempt parent, Attempt child) =>
        child.Progress.Score > parent.Progress.Score + 0.001 || (child.Progress.Score >= parent.Progress.Score - 0.15 && child.Progress.Signature != parent.Progress.Signature);

    private static (double, int, double) Rank(Attempt attempt) => (-attempt.Progress.Score, attempt.Steps.Count, attempt.Steps.Sum(step => step.Cost));

    private static string Describe(Attempt attempt) => attempt.Observed.Failure is { } failure
        ? $"{failure.Diagnosis.Class}, {failure.Diagnosis.Cause}"
        : attempt.Progress.Join is { } join ? $"{join.Pairs.Count} known rows, {join.Repeated} repeated" : $"{attempt.Observed.Rows.Count} rows, none known";
}
