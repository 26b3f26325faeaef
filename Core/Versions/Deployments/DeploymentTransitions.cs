namespace Supertrack.Core.Versions.Deployments;

/// <summary>
/// The registry's rules: a pure function of state and command. An activation is begun, stored, checked and then finished, so a process that
/// dies in between leaves a pending activation and the old version live.
/// </summary>
public static class DeploymentTransitions
{
    private const int MostHistory = 50;

    /// <summary>How long an override waits for its second person.</summary>
    public static readonly TimeSpan OverrideValid = TimeSpan.FromHours(24);

    /// <summary>Parts of the platform are no people.</summary>
    private const string PlatformPrefix = "platform:";

    /// <exception cref="DeploymentRefusedException">The state does not allow it; the message says why and what would.</exception>
    public static Decision Decide(DeploymentState state, DeploymentCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var now = state[command.Stage];
        var (next, action, version, detail) = command switch
        {
            Propose propose => Proposed(now, propose),
            Begin begin => Begun(state, now, begin),
            Finish finish => ActivationGate.Finished(now, finish),
            Abandon abandon => Abandoned(now, abandon),
            Deactivate deactivate => Deactivated(now, deactivate),
            Rollback rollback => RolledBack(now, rollback),
            LockStage locked => (now with { Lock = new StageLock(locked.By, locked.At, Reason(locked.Reason, "lock")) }, "locked", (SemanticVersion?)null, locked.Reason),
            UnlockStage unlock => Unlocked(now, unlock),
            AskOverride ask => Asked(now, ask),
            ConfirmOverride confirm => Confirmed(now, confirm),
            _ => throw new ArgumentException($"{command.GetType().Name} is no command of the registry."),
        };
        var revision = state.Revision + 1;
        var entry = new RegistryEntry(command.Stage, action, version, command.By, command.At, Changelog.OneLine(detail), revision);
        return new Decision(state.With(command.Stage, next) with { Revision = revision }, entry);
    }

    /// <summary>The live version gives way and is remembered.</summary>
    internal static StageState Activated(StageState now, SemanticVersion version)
    {
        var history = now.Live is { } live && live != version ? now.History.Insert(0, live) : now.History;
        return now with
        {
            Live = version,
            History = history.Length > MostHistory ? history.RemoveRange(MostHistory, history.Length - MostHistory) : history,
            Candidate = now.Candidate == version ? null : now.Candidate,
            Pending = null,
        };
    }

    private static (StageState, string, SemanticVersion?, string) Proposed(StageState now, Propose propose)
    {
        RequireUnlocked(now, propose.Stage);
        return (now with { Candidate = propose.Version }, "proposed", propose.Version, propose.Version is null ? "no candidate any more" : "");
    }

    private static (StageState, string, SemanticVersion?, string) Begun(DeploymentState state, StageState now, Begin begin)
    {
        RequireUnlocked(now, begin.Stage);
        RequireIdle(now, begin.Stage);
        if (!begin.Direct && begin.Stage != Stage.Dev && state[begin.Stage - 1].Live != begin.Version)
            throw new DeploymentRefusedException("not_promoted", $"{begin.Version} cannot become live in {begin.Stage.Word()}: it is not live in {(begin.Stage - 1).Word()}. Activate it there first.");
        var pending = new PendingActivation(begin.Id, begin.Version, begin.By, begin.At, begin.Reason, begin.AcceptBreaking, null, begin.Direct);
        return (now with { Pending = pending }, "activating", begin.Version, begin.Reason);
    }

    private static (StageState, string, SemanticVersion?, string) Abandoned(StageState now, Abandon abandon) => now.Pending is { } pending
        ? (now with { Pending = null }, "abandoned", pending.Version, Reason(abandon.Reason, "give up an activation"))
        : throw new DeploymentRefusedException("no_activation", $"No activation is under way in {abandon.Stage.Word()}. Nothing is to be given up.");

    private static (StageState, string, SemanticVersion?, string) Deactivated(StageState now, Deactivate deactivate)
    {
        RequireUnlocked(now, deactivate.Stage);
        RequireIdle(now, deactivate.Stage);
        if (now.Live is not { } live) throw NothingLive(deactivate.Stage);
        return (now with { Live = null, History = now.History.Insert(0, live) }, "deactivated", live, deactivate.Reason);
    }

    private static (StageState, string, SemanticVersion?, string) RolledBack(StageState now, Rollback rollback)
    {
        RequireUnlocked(now, rollback.Stage);
        if (now.Previous is not { } previous)
            throw new DeploymentRefusedException("no_previous", $"No version was live in {rollback.Stage.Word()} before. Activate one.");
        // A check of a version that is not wanted any more must not undo this.
        var next = now with { Live = previous, History = now.History.RemoveAt(0), Pending = null };
        return (next, "rolled_back", previous, now.Live is { } live ? $"from {live}: {rollback.Reason}" : rollback.Reason);
    }

    private static (StageState, string, SemanticVersion?, string) Unlocked(StageState now, UnlockStage unlock) => now.Lock is { } held
        ? (now with { Lock = null }, "unlocked", null, $"locked by {held.By}: {unlock.Reason}")
        : throw new DeploymentRefusedException("not_locked", $"{unlock.Stage.Word()} is not locked. Nothing is to be unlocked.");

    private static (StageState, string, SemanticVersion?, string) Asked(StageState now, AskOverride ask)
    {
        RequirePerson(ask.By);
        var request = new OverrideRequest(ask.Id, ask.Version, ask.By, ask.At, Reason(ask.Reason, "override"));
        return (now with { Override = request }, "override_asked", ask.Version, ask.Reason);
    }

    private static (StageState, string, SemanticVersion?, string) Confirmed(StageState now, ConfirmOverride confirm)
    {
        RequirePerson(confirm.By);
        if (now.Override is not { } asked || asked.Id != confirm.Id)
            throw new DeploymentRefusedException("no_override", $"No override {confirm.Id} waits in {confirm.Stage.Word()}. Ask for one first.");
        if (asked.By == confirm.By)
            throw new DeploymentRefusedException("same_person", $"{confirm.By} asked for this override. Another person has to confirm it.");
        if (confirm.At - asked.At > OverrideValid)
            throw new DeploymentRefusedException("override_expired", $"The override was asked for at {asked.At:O} and holds for {OverrideValid.TotalHours} hours. Ask again.");
        RequireIdle(now, confirm.Stage);
        var pending = new PendingActivation(asked.Id, asked.Version, confirm.By, confirm.At, asked.Reason, AcceptBreaking: true, new ConfirmedOverride(asked.By, confirm.By, asked.Reason));
        return (now with { Override = null, Pending = pending }, "override_confirmed", asked.Version, $"asked by {asked.By}: {asked.Reason}");
    }

    internal static void RequireUnlocked(StageState now, Stage stage)
    {
        if (now.Lock is { } held)
            throw new DeploymentRefusedException("locked", $"{stage.Word()} was locked by {held.By} at {held.At:O} ({held.Reason}). Unlock it, or override it with a second person.");
    }

    private static void RequireIdle(StageState now, Stage stage)
    {
        if (now.Pending is { } pending)
            throw new DeploymentRefusedException("activation_under_way", $"The activation of {pending.Version} in {stage.Word()} by {pending.By} is under way. Wait for it, or give it up.");
    }

    private static void RequirePerson(string by)
    {
        if (by.StartsWith(PlatformPrefix, StringComparison.Ordinal) || string.IsNullOrWhiteSpace(by))
            throw new DeploymentRefusedException("not_a_person", $"'{by}' is no person: an override takes two. Ask with a person's key.");
    }

    private static string Reason(string reason, string what) => string.IsNullOrWhiteSpace(reason)
        ? throw new DeploymentRefusedException("no_reason", $"To {what} takes a reason. Give one.")
        : reason;

    private static DeploymentRefusedException NothingLive(Stage stage) => new("nothing_live", $"No version is live in {stage.Word()}. Activate one.");
}
