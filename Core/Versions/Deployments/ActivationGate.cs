namespace Supertrack.Core.Versions.Deployments;

/// <summary>What the checks have to say before a version becomes live. Only a version that is what was frozen passes, whoever asks.</summary>
internal static class ActivationGate
{
    /// <exception cref="DeploymentRefusedException">The activation is no longer the one under way.</exception>
    public static (StageState, string, SemanticVersion?, string) Finished(StageState now, Finish finish)
    {
        if (now.Pending is not { } pending || pending.Id != finish.Id)
            throw new DeploymentRefusedException("no_activation", $"The activation {finish.Id} in {finish.Stage.Word()} is no longer under way. Begin it again.");
        return Refusal(now, pending, finish.Findings) is { } refusal
            ? (now with { Pending = null }, "refused", pending.Version, refusal)
            : (DeploymentTransitions.Activated(now, pending.Version), "activated", pending.Version, Praise(pending, finish.Findings));
    }

    private static string? Refusal(StageState now, PendingActivation pending, ActivationFindings found)
    {
        if (found.Damage is { } damage) return $"damaged: {damage}";
        if (pending.Override is not null) return null;
        if (now.Lock is { } held) return $"locked by {held.By}: {held.Reason}";
        if (found.Failed.ToList() is { Count: > 0 } failed) return $"{failed.Count} of {found.Suite.Length} cases failed: {failed[0].Name}: {failed[0].Detail}";
        if (found.CasesMissing && !pending.Direct) return "it has no case to pass. Freeze it with cases";
        if (!found.Breaking.IsEmpty && !pending.AcceptBreaking) return $"breaks readers of {now.Live}: {found.Breaking[0].Line}. Accept breaking changes, or activate a compatible version";
        return null;
    }

    private static string Praise(PendingActivation pending, ActivationFindings found)
    {
        var gates = $"{found.Suite.Count(one => one.Passed)} of {found.Suite.Length} cases passed, {found.Breaking.Length} breaking changes";
        var said = pending.Override is { } two ? $"overridden by {two.First} and {two.Second}: {two.Reason}" : pending.Reason;
        return said.Length > 0 ? $"{gates}; {said}" : gates;
    }
}
