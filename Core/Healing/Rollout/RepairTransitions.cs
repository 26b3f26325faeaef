namespace Supertrack.Core.Healing.Rollout;

/// <summary>Every decision about a repair, as pure functions of its state, what happened, and the time.</summary>
public static class RepairTransitions
{
    private const int MostTrail = 200;
    private const int MostTimeline = 100;
    private static readonly TimeSpan UndoDeadline = TimeSpan.FromMinutes(5);

    /// <summary>Failures that a change of the manifest can mend; what passes by itself or lies with us is not among them.</summary>
    /// <param name="code">Code of a run's failure.</param>
    public static bool IsRepairable(string code) => code is "source" or "configuration" or "shape_changed";

    /// <summary>A failed run may begin a repair: none is under way, and none of the same kind was escalated a short while ago.</summary>
    public static bool MayBegin(RepairState? last, IReadOnlyList<string> streams, int version, RepairPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (!policy.Automatic || streams.Count == 0) return false;
        if (last is null) return true;
        if (!last.IsOver) return false;
        var same = last.Stage is RepairStage.Escalated or RepairStage.Rejected or RepairStage.RolledBack && last.FromVersion == version && streams.All(last.Streams.Contains);
        return !same || now - last.FinishedAt >= policy.CoolDown;
    }

    public static RepairState Begin(int number, IReadOnlyList<string> streams, string noticed, int version, DateTimeOffset now) => Note(
        new RepairState { Number = number, Streams = streams, StartedAt = now, FromVersion = version }, now, "noticed", noticed);

    /// <summary>What to do now.</summary>
    /// <param name="runUnderWay">A run of the connector has not ended.</param>
    public static RepairStep Next(RepairState state, bool runUnderWay, RepairPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        switch (state.Stage)
        {
            case RepairStage.Searching when state.AskedAt is { } asked && now - asked < policy.SearchDeadline:
                return new RepairStep(state, RepairAsk.Nothing, asked + policy.SearchDeadline);
            case RepairStage.Searching when state.Searched >= policy.Time:
                return new RepairStep(End(state, RepairStage.Escalated, now, "escalated", $"the searches took the {policy.Time.TotalMinutes:0.#} minutes that a repair may use"), RepairAsk.Nothing, null);
            case RepairStage.Searching when state.Attempt >= policy.Attempts:
                return new RepairStep(End(state, RepairStage.Escalated, now, "escalated", $"{state.Attempt} searches brought no repair that holds"), RepairAsk.Nothing, null);
            case RepairStage.Searching:
                var next = state with { Attempt = state.Attempt + 1, AskedAt = now };
                return new RepairStep(Note(next, now, "searching", $"search {next.Attempt} of {policy.Attempts}"), RepairAsk.Search, now + policy.SearchDeadline);
            case RepairStage.Canary when !runUnderWay:
                return new RepairStep(state, RepairAsk.CanaryRun, null);
            case RepairStage.Retrying when !runUnderWay:
                return new RepairStep(state, RepairAsk.LiveRun, null);
            case RepairStage.RollingBack when state.AskedAt is { } asked && now - asked < UndoDeadline:
                return new RepairStep(state, RepairAsk.Nothing, asked + UndoDeadline);
            case RepairStage.RollingBack:
                return new RepairStep(state with { AskedAt = now }, RepairAsk.Undo, now + UndoDeadline);
            default:
                return new RepairStep(state, RepairAsk.Nothing, null);
        }
    }

    /// <summary>Takes in what a search found; one that is no longer waited for changes nothing.</summary>
    /// <param name="attempt">Which search it was.</param>
    /// <param name="candidate">Version under which the repaired manifest is kept; null when there is none.</param>
    public static RepairState Report(RepairState state, int attempt, RepairFinding finding, int? candidate, RepairPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(policy);
        if (state.Stage != RepairStage.Searching || state.Attempt != attempt || state.AskedAt is null) return state;
        var known = state with
        {
            AskedAt = null,
            Searched = state.Searched + (now - state.AskedAt.Value),
            Class = finding.Class.Length > 0 ? finding.Class : state.Class,
            Cause = finding.Cause.Length > 0 ? finding.Cause : state.Cause,
            Requests = state.Requests + finding.Requests,
            Trail = [.. state.Trail.Concat(finding.Trail).TakeLast(MostTrail)],
        };
        return finding.Outcome switch
        {
            HealingOutcome.Healed when candidate is not null => Found(known with { Candidate = candidate, Patch = finding.Patch, ColumnsLost = finding.ColumnsLost, Streams = finding.Streams, Learned = finding.Learned }, policy, now),
            HealingOutcome.Escalated or HealingOutcome.Healed => End(known, RepairStage.Escalated, now, "escalated", known.Cause),
            _ => Note(known with { Stage = RepairStage.Retrying, Run = 0 }, now, "found", "the source answers again as it did; a run with the live version shows whether it holds"),
        };
    }

    /// <summary>Remembers which run tests the candidate or the recovery.</summary>
    public static RepairState RunStarted(RepairState state, long run, DateTimeOffset now) =>
        Note(state with { Run = run }, now, state.Stage == RepairStage.Canary ? "canary" : "retry", $"run {run} reads with version {(state.Stage == RepairStage.Canary ? state.Candidate : state.FromVersion)}");

    /// <summary>A run ended. Only the run that tests this repair decides anything.</summary>
    public static RepairState RunEnded(RepairState state, EndedRun run, RepairPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(policy);
        if (state.Run != run.Number || state.Stage is not (RepairStage.Canary or RepairStage.Retrying)) return state;
        var seen = state with { Quarantined = state.Quarantined + run.Quarantined };
        if (!run.Succeeded)
        {
            return state.Stage == RepairStage.Canary
                ? TakeBack(seen, RepairStage.Searching, now, "rolling-back", run.Failure)
                : Note(Dropped(seen) with { Stage = RepairStage.Searching }, now, "searching", run.Failure);
        }
        if (state.Stage == RepairStage.Retrying) return Timed(End(seen, RepairStage.Recovered, now, "recovered", "a whole run with the live version succeeded"), now);
        var clean = seen with { Run = 0, CleanRuns = state.CleanRuns + 1 };
        return clean.CleanRuns >= policy.CleanRuns
            ? Timed(End(clean with { Probation = policy.ProbationRuns }, RepairStage.Promoted, now, "promoted", $"version {clean.Candidate} is live after {clean.CleanRuns} clean runs{Aside(clean)}"), now)
            : Note(clean, now, "clean-run", $"{clean.CleanRuns} of {policy.CleanRuns}");
    }

    /// <summary>The proven candidate may not become live; a person has to say so.</summary>
    public static RepairState Refuse(RepairState state, string reason, DateTimeOffset now) =>
        TakeBack(state, RepairStage.Escalated, now, "escalated", $"version {state.Candidate} is proven, but may not become live: {reason}");

    /// <summary>
    /// A run with the promoted version ended while what it stores can be taken back: doubts take it back and begin another search, clean runs end the probation.
    /// </summary>
    public static RepairState Watched(RepairState state, EndedRun run, RepairPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(policy);
        if (state.Stage != RepairStage.Promoted || state.Probation == 0) return state;
        if (run.Doubts.Count > 0) return TakeBack(state, RepairStage.Searching, now, "rolling-back", $"version {state.Candidate} proves wrong: {string.Join("; ", run.Doubts)}");
        if (!run.Succeeded) return state;
        var left = now - state.FinishedAt >= policy.Probation ? 0 : state.Probation - 1;
        return left > 0
            ? state with { Probation = left }
            : Note(state with { Probation = 0 }, now, "kept", $"version {state.Candidate} has held; what it stored stays");
    }

    /// <summary>What was stored on trial is taken back; the stage that was meant to follow does.</summary>
    /// <param name="detail">What was taken back.</param>
    public static RepairState Restored(RepairState state, string detail, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Stage != RepairStage.RollingBack) return state;
        var after = state.After ?? RepairStage.RolledBack;
        var back = state with { Stage = after, After = null, AskedAt = null };
        return after switch
        {
            RepairStage.Searching => Note(Dropped(back), now, "rolled-back", detail),
            RepairStage.TakenOver => Note(back, now, "restored", detail),
            _ => End(back, after, now, after == RepairStage.RolledBack ? "rolled-back" : "restored", detail),
        };
    }

    /// <summary>A person lets a waiting candidate go on trial.</summary>
    public static RepairState Approve(RepairState state, string by, DateTimeOffset now) =>
        Note(state with { Stage = RepairStage.Canary, CleanRuns = 0, Run = 0 }, now, "approved", $"by {by}");

    public static RepairState Reject(RepairState state, string by, string reason, DateTimeOffset now) =>
        TakeBack(state, RepairStage.Rejected, now, "rejected", $"by {by}: {reason}");

    /// <summary>Takes a promoted version back, and while it is on probation what it stored too.</summary>
    public static RepairState RollBack(RepairState state, string by, string reason, DateTimeOffset now) => state.OnProbation
        ? TakeBack(state, RepairStage.RolledBack, now, "rolling-back", $"by {by}: {reason}")
        : End(state, RepairStage.RolledBack, now, "rolled-back", $"by {by}: {reason}; its probation was over, so what it stored stays");

    /// <summary>A change of the connector by a person ends a repair of what it was before.</summary>
    public static RepairState Supersede(RepairState state, string by, DateTimeOffset now) =>
        state.IsOver ? state
        : state.Stage == RepairStage.RollingBack ? state with { After = RepairStage.Superseded }
        : End(state, RepairStage.Superseded, now, "superseded", $"{by} changed the connector");

    /// <summary>A person takes over: nothing happens by itself until it is handed back.</summary>
    public static RepairState TakeOver(RepairState state, string by, DateTimeOffset now) =>
        TakeBack(state, RepairStage.TakenOver, now, "taken-over", $"by {by}");

    /// <summary>The search begins anew: what the person did meanwhile is not known.</summary>
    public static RepairState HandBack(RepairState state, string by, DateTimeOffset now) =>
        Note(Dropped(state) with { Stage = RepairStage.Searching, AskedAt = null, Attempt = 0, Searched = TimeSpan.Zero, FinishedAt = null }, now, "handed-back", $"by {by}");

    /// <summary>After a restart nothing that this process asked for is in flight any more.</summary>
    public static RepairState Orphaned(RepairState state) => state switch
    {
        { Stage: RepairStage.Searching, AskedAt: not null } => state with { AskedAt = null, Attempt = Math.Max(0, state.Attempt - 1) },
        { Stage: RepairStage.RollingBack } => state with { AskedAt = null },
        _ => state,
    };

    // Only runs with a candidate store anything; without one there is nothing to take back.
    private static RepairState TakeBack(RepairState state, RepairStage after, DateTimeOffset now, string what, string detail)
    {
        if (state.OnProbation) return Note(state with { Stage = RepairStage.RollingBack, After = after, AskedAt = null, Run = 0, Probation = 0 }, now, what, detail);
        var next = state with { AskedAt = null, Run = 0 };
        return after == RepairStage.TakenOver ? Note(next with { Stage = after }, now, what, detail) : End(next, after, now, what, detail);
    }

    private static RepairState Dropped(RepairState state) => state with { Run = 0, CleanRuns = 0, Candidate = null, Patch = "", ColumnsLost = [], Learned = [], Probation = 0, FinishedAt = null };

    private static RepairState Timed(RepairState state, DateTimeOffset now) => state with { Seconds = Math.Round((now - (state.FailedAt ?? state.StartedAt)).TotalSeconds, 3) };

    private static string Aside(RepairState state) => state.Quarantined == 0 ? "" : $"; {state.Quarantined} values that contradict the stored rows are set aside";

    private static RepairState Found(RepairState state, RepairPolicy policy, DateTimeOffset now)
    {
        var asks = policy.AskFirst || (policy.AskWhenColumnsAreLost && state.ColumnsLost.Count > 0);
        return Note(
            state with { Stage = asks ? RepairStage.AwaitingApproval : RepairStage.Canary, Run = 0, CleanRuns = 0 }, now, "found",
            $"version {state.Candidate} reads what is known{(state.ColumnsLost.Count > 0 ? $", without {string.Join(", ", state.ColumnsLost)}" : "")}{(asks ? "; a person has to approve it" : "")}");
    }

    private static RepairState End(RepairState state, RepairStage stage, DateTimeOffset now, string what, string detail) =>
        Note(state with { Stage = stage, FinishedAt = now, AskedAt = null }, now, what, detail);

    private static RepairState Note(RepairState state, DateTimeOffset now, string what, string detail) =>
        state with { Timeline = [.. state.Timeline.Append(new RepairEvent(now, what, detail)).TakeLast(MostTimeline)] };
}
