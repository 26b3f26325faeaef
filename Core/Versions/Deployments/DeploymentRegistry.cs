namespace Supertrack.Core.Versions.Deployments;

/// <summary>
/// Carries decisions out against the store. A decision is stored before anything acts on it; when somebody else decided first it is taken
/// again on the newer state. After a crash <see cref="ResumeAsync"/> takes up the activations that had been begun.
/// </summary>
public sealed class DeploymentRegistry(IVersionStore store, ActivationChecks checks, TimeProvider clock)
{
    private const int MostConflicts = 100;

    /// <summary>Makes a version live in dev, or tells why not. Asked again for the version under way it waits for that one's checks.</summary>
    /// <param name="id">New and unique; names this attempt.</param>
    /// <exception cref="DeploymentRefusedException">It could not be begun.</exception>
    public async Task<Activation> ActivateAsync(
        ArtifactId artifact, Stage stage, string id, SemanticVersion version, string by, string reason, bool acceptBreaking, CancellationToken cancellationToken)
    {
        var present = (await store.DeploymentAsync(artifact, cancellationToken))[stage];
        if (present.Pending is { } pending && pending.Version == version && pending.Override is null)
            return await FinishAsync(artifact, stage, pending, cancellationToken);
        // Refused at once, so that an unknown version leaves no trace of an activation.
        await store.LoadRecordAsync(artifact, version, cancellationToken);
        var begun = await ApplyAsync(artifact, at => new Begin(stage, id, version, by, at, reason, acceptBreaking), cancellationToken);
        return await FinishAsync(artifact, stage, begun.State[stage].Pending!, cancellationToken);
    }

    /// <summary>
    /// Makes live what was made and tried in this environment itself: a connector's manifest that somebody put, or that a repair brought. It passes the
    /// cases of the live version as any other does; who may break readers decided before.
    /// </summary>
    /// <exception cref="DeploymentRefusedException">It could not be begun.</exception>
    public async Task<Activation> DeployAsync(ArtifactId artifact, Stage stage, string id, SemanticVersion version, string by, string reason, CancellationToken cancellationToken)
    {
        await store.LoadRecordAsync(artifact, version, cancellationToken);
        var begun = await ApplyAsync(artifact, at => new Begin(stage, id, version, by, at, reason, AcceptBreaking: true, Direct: true), cancellationToken);
        return await FinishAsync(artifact, stage, begun.State[stage].Pending!, cancellationToken);
    }

    /// <summary>Makes what is live one stage before live in this one.</summary>
    /// <exception cref="DeploymentRefusedException">Nothing is live there, or it could not be begun.</exception>
    public async Task<Activation> PromoteAsync(ArtifactId artifact, Stage from, string id, string by, string reason, bool acceptBreaking, CancellationToken cancellationToken)
    {
        if (from == Stage.Prod) throw new DeploymentRefusedException("no_next_stage", "Nothing follows prod. Promote from dev or test.");
        var state = await store.DeploymentAsync(artifact, cancellationToken);
        if (state[from].Live is not { } live)
            throw new DeploymentRefusedException("nothing_live", $"No version of {artifact} is live in {from.Word()}. Activate one there first.");
        return await ActivateAsync(artifact, from + 1, id, live, by, reason, acceptBreaking, cancellationToken);
    }

    /// <summary>The second person's word: the activation runs past the gates.</summary>
    public async Task<Activation> ConfirmAsync(ArtifactId artifact, Stage stage, string id, string by, CancellationToken cancellationToken)
    {
        var begun = await ApplyAsync(artifact, at => new ConfirmOverride(stage, id, by, at), cancellationToken);
        return await FinishAsync(artifact, stage, begun.State[stage].Pending!, cancellationToken);
    }

    /// <summary>Finishes activations that a process began and did not finish.</summary>
    public async Task<IReadOnlyList<Activation>> ResumeAsync(ArtifactId artifact, CancellationToken cancellationToken)
    {
        var resumed = new List<Activation>();
        var state = await store.DeploymentAsync(artifact, cancellationToken);
        foreach (var stage in Stages.All)
            if (state[stage].Pending is { } pending) resumed.Add(await FinishAsync(artifact, stage, pending, cancellationToken));
        return resumed;
    }

    /// <summary>Decides on the present state and stores the decision.</summary>
    /// <param name="command">Makes the command, given the time.</param>
    /// <exception cref="DeploymentRefusedException">The state does not allow it.</exception>
    public async Task<Decision> ApplyAsync(ArtifactId artifact, Func<DateTimeOffset, DeploymentCommand> command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        for (var attempt = 1; ; attempt++)
        {
            var state = await store.DeploymentAsync(artifact, cancellationToken);
            var decision = DeploymentTransitions.Decide(state, command(clock.GetUtcNow()));
            if (await store.DecideAsync(artifact, decision, cancellationToken)) return decision;
            if (attempt == MostConflicts)
                throw new DeploymentRefusedException("changed_meanwhile", $"{artifact} was changed {MostConflicts} times meanwhile. Repeat the request.");
        }
    }

    private async Task<Activation> FinishAsync(ArtifactId artifact, Stage stage, PendingActivation pending, CancellationToken cancellationToken)
    {
        var live = (await store.DeploymentAsync(artifact, cancellationToken))[stage].Live;
        var findings = await checks.RunAsync(artifact, stage, live, pending.Version, cancellationToken);
        var decision = await ApplyAsync(artifact, at => new Finish(stage, pending.Id, findings, pending.By, at), cancellationToken);
        return new Activation(stage, pending.Version, decision.Entry.Action == "activated", decision.Entry.Detail, findings, decision.State);
    }
}

/// <summary>How an activation ended.</summary>
/// <param name="Done">The version is live.</param>
/// <param name="Detail">What the gate said.</param>
public sealed record Activation(Stage Stage, SemanticVersion Version, bool Done, string Detail, ActivationFindings Findings, DeploymentState State);
