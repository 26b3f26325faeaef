namespace Supertrack.Core.Healing.Notice;

/// <summary>Every decision about what is remembered of a stream's runs, as pure functions.</summary>
public static class NoticeTransitions
{
    private const int MostSuspects = 20;
    private const int MostFindings = 10;
    private const int LeastSampled = 20;

    /// <summary>A run of the stream ended well. Hearing of the same run again changes nothing.</summary>
    /// <param name="facts">Null where parts of the run were not seen; then it is neither judged nor remembered.</param>
    /// <param name="comparable">The run read with a manifest that brings what was read before; else the history begins anew.</param>
    public static NoticeState Ended(NoticeState state, long run, RunFacts? facts, bool comparable, NoticePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        if (run <= state.LastRun) return state;
        if (facts is null) return state with { LastRun = run, LastFindings = [] };
        var kept = comparable ? state : new NoticeState();
        facts = facts with { Gap = state.LastAt is { } last && facts.At > last ? facts.At - last : null };
        var found = RunNotice.Of(kept.Baseline(facts.Incremental), facts).Take(MostFindings).ToList();
        var open = Opened(kept, run, facts, found).ToList();
        var next = kept with { LastRun = run, LastAt = facts.At, LastFindings = found, Open = open };
        next = found.All(finding => finding.Kind == FindingKind.Announced)
            ? next.With(facts.Incremental, next.Of(facts.Incremental).Add(facts with { Said = "" }))
            : next with { Suspects = [.. next.Suspects.Append(facts).TakeLast(MostSuspects)] };
        return open.Where(each => each.Runs >= policy.RunsUntilNormal && each.Finding.Kind is FindingKind.Jump or FindingKind.Slow).Aggregate(next, Settled);
    }

    /// <summary>Members that came filled in every run so far; see <see cref="RunNotice.Filled"/>.</summary>
    public static IReadOnlyDictionary<string, double> Filled(NoticeState state, bool incremental)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RunNotice.Filled(state.Baseline(incremental), incremental);
    }

    /// <summary>A person says that what was found is normal now; what is normal is learned anew from there on.</summary>
    /// <param name="measure">One finding's measure; null for all.</param>
    public static NoticeState Accept(NoticeState state, string? measure)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Open.Where(each => measure is null || each.Finding.Measure == measure).Aggregate(state, Settled);
    }

    private static NoticeState Settled(NoticeState state, OpenFinding accepted)
    {
        var open = state.Open.Where(each => each != accepted).ToList();
        var next = state with { Open = open };
        if (accepted.Finding.Kind is not (FindingKind.Announced or FindingKind.Probe))
            next = next.With(accepted.Incremental, next.Of(accepted.Incremental).Accept(accepted.Finding.Baseline, accepted.Since));
        if (open.Any(each => each.Finding.Kind != FindingKind.Announced && each.Incremental == accepted.Incremental)) return next;
        var history = next.Suspects.Where(run => run.Incremental == accepted.Incremental).Aggregate(next.Of(accepted.Incremental), (known, run) => known.Add(run));
        return next.With(accepted.Incremental, history) with { Suspects = [.. next.Suspects.Where(run => run.Incremental != accepted.Incremental)] };
    }

    private static IEnumerable<OpenFinding> Opened(NoticeState state, long run, RunFacts facts, List<Finding> found)
    {
        foreach (var known in state.Open)
        {
            var again = found.Find(finding => finding.Measure == known.Finding.Measure);
            if (again is not null) yield return known with { Finding = again, Run = run, Runs = known.Runs + 1 };
            else if (!Disproves(facts, known)) yield return known;
        }
        foreach (var finding in found.Where(finding => state.Open.All(known => known.Finding.Measure != finding.Measure)))
            yield return new OpenFinding(finding, facts.Incremental, facts.At, run, 1);
    }

    // A clean run ends a finding where it could have shown it: a run of no rows says nothing of columns.
    private static bool Disproves(RunFacts facts, OpenFinding known) =>
        known.Finding.Kind != FindingKind.Announced && known.Incremental == facts.Incremental
        && (known.Finding.Column.Length > 0 ? facts.Sampled >= LeastSampled : known.Finding.Measure == "rows" || facts.Rows > 0);
}
