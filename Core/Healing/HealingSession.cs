using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Memory;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Search;
using Supertrack.Core.Healing.Strategies;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing;

/// <summary>Heals one stream: notices what differs from the last read that worked, searches a repair, judges it by the rows, and shapes what may be stored.</summary>
/// <param name="trials">Reads in isolation.</param>
/// <param name="index">Place of the stream in the manifest.</param>
/// <param name="remembered">Repairs that worked before, tried first on their host; null for none.</param>
public sealed class HealingSession(ITrialReader trials, JsonObject manifest, string stream, int index, RepairBudget budget, IReadOnlyList<RememberedRepair>? remembered = null)
{
    private const double LeastFields = 0.4;
    private const int Rereads = 3;

    private static readonly IReadOnlyList<IRepairStrategy> s_strategies =
        [new SuccessorRoute(), new RelativeRoute(), new NamedSegment(), new VersionBump(), new MethodChange(), new CredentialPlace(), new TokenExchange(), new ParameterChange(), new RequiredParameter(), new GraphqlField(), new EnvelopeMove(), new PagingStyle()];

    private readonly List<string> _trail = [];

    /// <summary>Reads now and compares with what was read when it worked.</summary>
    public async Task<HealingResult> RunAsync(RowSet baseline, ObservedExchange? good, CancellationToken cancellationToken)
    {
        var observed = await ReadAsync(manifest, baseline, cancellationToken);
        var progress = Progress.Of(observed, baseline);
        var start = new Attempt(manifest, [], observed, progress);
        if (!progress.Whole(observed, baseline)) Note(observed, progress, baseline);
        var found = progress.Whole(observed, baseline)
            ? start
            : await new RepairSearch(trials, [new Remembered(remembered ?? []), .. s_strategies], budget).RunAsync(start, stream, index, baseline, good, _trail.Add, cancellationToken);
        // Rows that are missing in one piece call for a search; where none is found they are gone upstream.
        if (found is null && progress.Nearly(observed, baseline)) found = start;
        if (found is not null && !found.Progress.Nearly(found.Observed, baseline) && found.Progress.EndsBadly(found.Observed, baseline))
            _trail.Add("every known row came; the end of the list is refused or repeats, and what repeats is taken once");
        return found is null ? Escalate(baseline, observed, "no change that was tried brought the known rows back") : Judge(found, baseline, observed);
    }

    // An answer that is empty where there were rows may pass by itself: it is asked again before anything is changed.
    private async Task<Observation> ReadAsync(JsonObject current, RowSet baseline, CancellationToken cancellationToken)
    {
        var limits = new TrialLimits(baseline.Sampled ? budget.SampledPages : null, budget.RequestsFor(baseline.Count));
        var observed = await trials.ReadAsync(current, stream, limits, cancellationToken);
        var survived = observed.Survived.ToList();
        for (var again = 0; again < Rereads && observed.Failure is null && Progress.Of(observed, baseline) is var progress && !progress.Whole(observed, baseline) && Sparse(observed, baseline, progress); again++)
        {
            var before = observed;
            observed = await trials.ReadAsync(current, stream, limits, cancellationToken);
            survived.AddRange(observed.Survived.Select(each => each with { PagesBefore = each.PagesBefore + Math.Max(1, before.Exchanges.Count) }));
            // The same again: it is no passing fault.
            if (observed.Failure is null && observed.Rows.Count == before.Rows.Count && observed.Rows.Count > 0) break;
            if (Progress.Of(observed, baseline).Whole(observed, baseline) && survived.Count == 0)
                survived.Add(new SurvivedFailure(new Diagnosis(FailureClass.Transient, $"{before.Rows.Count} of {baseline.Count} rows came; the next read brought them all", true, null, [], NextAction.Retry), 0));
        }
        return observed with { Survived = survived };
    }

    private static bool Sparse(Observation observed, RowSet baseline, Progress progress) =>
        observed.Rows.Count == 0 ? observed.Exchanges.Any(exchange => exchange.Json is not null && !RecordLists.Of(exchange.Json).Any()) : progress.Join is { Repeated: 0 } join && !baseline.Sampled && join.Pairs.Count < baseline.Count;

    private HealingResult Judge(Attempt found, RowSet baseline, Observation first)
    {
        var join = found.Progress.Join!;
        var columns = ColumnMapper.Map(join);
        foreach (var column in columns.Where(column => column.Fate != Fate.Kept)) _trail.Add($"judged {column.Path}: {column.Fate.ToString().ToLowerInvariant()}, {column.Evidence}");
        var fields = columns.GroupBy(column => column.Path.Split('.')[0].TrimEnd('[', ']')).ToList();
        var back = fields.Count(field => field.Any(column => column.Fate != Fate.Lost));
        if (back < LeastFields * fields.Count)
            return Escalate(baseline, first, $"only {back} of {fields.Count} fields came back; these may be other records", columns);
        var patch = found.Patch.Concat(MappingPatch.Of(new StreamView(found.Manifest, index), columns)).ToList();
        var (kind, cause) = FirstCause.Of(first, found, columns, new StreamView(manifest, index));
        var outcome = patch.Count > 0 ? HealingOutcome.Healed : first.Survived.Count > 0 || first.Failure is not null || found.Progress.Join!.Repeated > 0 ? HealingOutcome.Recovered : HealingOutcome.Unchanged;
        if (outcome == HealingOutcome.Healed) _trail.Add($"promoted {patch.Count} changes: {join.Pairs.Count} of {baseline.Count} known rows joined, {columns.Count(column => column.Fate != Fate.Lost)} of {columns.Count} columns proved");
        var merge = RowMerge.Of(baseline, found.Observed.Rows, join, columns);
        if (merge.Quarantined > 0) _trail.Add($"quarantined {merge.Quarantined} values that differ from the stored ones in rows that do not say they changed");
        return new HealingResult
        {
            Outcome = outcome,
            Class = kind,
            Cause = cause,
            Patch = patch,
            Manifest = ManifestPatch.Apply(manifest, patch),
            Steps = found.Steps,
            Host = Remembered.HostOf(first),
            Rows = merge.Rows,
            Columns = columns,
            Trail = _trail,
        };
    }

    /// <param name="columns">Fates of the columns where known rows came; null where none did.</param>
    private HealingResult Escalate(RowSet baseline, Observation first, string why, IReadOnlyList<ColumnFate>? columns = null)
    {
        _trail.Add($"escalated: {why}");
        var (kind, cause) = FirstCause.OfFailure(first, new StreamView(manifest, index)) ?? (columns is null ? FirstCause.OfSilence(first, baseline, why) : FirstCause.OfContent(columns, why));
        return new HealingResult
        {
            Outcome = HealingOutcome.Escalated,
            Class = kind,
            Cause = cause,
            Patch = [],
            Manifest = manifest,
            Rows = baseline,
            Columns = [],
            Trail = _trail,
        };
    }

    private void Note(Observation observed, Progress progress, RowSet baseline) => _trail.Add(observed.Failure is { } failure
        ? $"noticed {failure.Diagnosis.Class.Name()}: {failure.Diagnosis.Cause}"
        : $"noticed that {progress.Join?.Pairs.Count ?? 0} of {baseline.Count} known rows came, {progress.Join?.Repeated ?? 0} of them repeated");
}
