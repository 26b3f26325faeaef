using System.Text.Json.Nodes;

namespace Supertrack.Core.Versions.Deployments;

/// <summary>What people ask of an environment by name, on the command line and over the gateway alike.</summary>
/// <param name="Version">For activate and override.</param>
/// <param name="Override">The override to confirm.</param>
public sealed record StageAction(string Action, Stage Stage, SemanticVersion? Version, string By, string Reason, bool AcceptBreaking, string? Override);

public static class StageActions
{
    public const string Words = "activate, promote, rollback, deactivate, lock, unlock, override, confirm, propose, abandon";

    /// <summary>Carries an action out and says what it led to.</summary>
    /// <param name="id">New and unique.</param>
    /// <exception cref="DeploymentRefusedException">The state does not allow it.</exception>
    /// <exception cref="InvalidArtifactException">There is no such action, or it lacks what it needs.</exception>
    public static async Task<JsonObject> DoAsync(DeploymentRegistry registry, ArtifactId artifact, StageAction wanted, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(wanted);
        var (stage, by, reason) = (wanted.Stage, wanted.By, wanted.Reason);
        switch (wanted.Action)
        {
            case "activate":
                return VersionViews.Of(artifact, await registry.ActivateAsync(artifact, stage, id, Version(wanted), by, reason, wanted.AcceptBreaking, cancellationToken));
            case "promote":
                return VersionViews.Of(artifact, await registry.PromoteAsync(artifact, stage, id, by, reason, wanted.AcceptBreaking, cancellationToken));
            case "confirm":
                return VersionViews.Of(artifact, await registry.ConfirmAsync(artifact, stage, wanted.Override ?? throw Missing("override"), by, cancellationToken));
            default:
                return VersionViews.Of(artifact, await registry.ApplyAsync(artifact, at => Command(wanted, id, at), cancellationToken));
        }
    }

    private static DeploymentCommand Command(StageAction wanted, string id, DateTimeOffset at) => wanted.Action switch
    {
        "rollback" => new Rollback(wanted.Stage, wanted.By, at, wanted.Reason),
        "deactivate" => new Deactivate(wanted.Stage, wanted.By, at, wanted.Reason),
        "lock" => new LockStage(wanted.Stage, wanted.By, at, wanted.Reason),
        "unlock" => new UnlockStage(wanted.Stage, wanted.By, at, wanted.Reason),
        "override" => new AskOverride(wanted.Stage, id, Version(wanted), wanted.By, at, wanted.Reason),
        "abandon" => new Abandon(wanted.Stage, wanted.By, at, wanted.Reason),
        "propose" => new Propose(wanted.Stage, wanted.Version, wanted.By, at),
        _ => throw new InvalidArtifactException(wanted.Action, "is nothing that can be done to an environment", $"Use one of {Words}."),
    };

    private static SemanticVersion Version(StageAction wanted) => wanted.Version ?? throw Missing("version");

    private static InvalidArtifactException Missing(string what) => new(what, "is missing", $"Name the {what}.");
}
