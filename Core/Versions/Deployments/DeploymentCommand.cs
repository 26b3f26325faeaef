namespace Supertrack.Core.Versions.Deployments;

/// <summary>What somebody wants of an environment.</summary>
/// <param name="By">Who: a key's id, a person's name, or <c>platform:</c> and a part of the platform.</param>
public abstract record DeploymentCommand(Stage Stage, string By, DateTimeOffset At);

/// <summary>Tries a version beside the live one; null takes the candidate away.</summary>
public sealed record Propose(Stage Stage, SemanticVersion? Version, string By, DateTimeOffset At) : DeploymentCommand(Stage, By, At);

/// <summary>Begins an activation; its checks follow, then <see cref="Finish"/>. In test and prod the version must be live one stage before.</summary>
/// <param name="Id">New and unique.</param>
/// <param name="Direct">It was made for this environment and tried there, by the connector that runs with it: it comes from no stage before, and needs no case yet.</param>
public sealed record Begin(Stage Stage, string Id, SemanticVersion Version, string By, DateTimeOffset At, string Reason = "", bool AcceptBreaking = false, bool Direct = false)
    : DeploymentCommand(Stage, By, At);

/// <summary>The checks of an activation are through.</summary>
public sealed record Finish(Stage Stage, string Id, ActivationFindings Findings, string By, DateTimeOffset At) : DeploymentCommand(Stage, By, At);

/// <summary>Gives an activation up whose process is gone.</summary>
public sealed record Abandon(Stage Stage, string By, DateTimeOffset At, string Reason) : DeploymentCommand(Stage, By, At);

public sealed record Deactivate(Stage Stage, string By, DateTimeOffset At, string Reason) : DeploymentCommand(Stage, By, At);

/// <summary>Goes back to the version that was live before, which needs no check: it passed them then.</summary>
public sealed record Rollback(Stage Stage, string By, DateTimeOffset At, string Reason) : DeploymentCommand(Stage, By, At);

public sealed record LockStage(Stage Stage, string By, DateTimeOffset At, string Reason) : DeploymentCommand(Stage, By, At);

public sealed record UnlockStage(Stage Stage, string By, DateTimeOffset At, string Reason) : DeploymentCommand(Stage, By, At);

/// <summary>A person asks to activate a version past lock, compatibility, suite and order of stages.</summary>
public sealed record AskOverride(Stage Stage, string Id, SemanticVersion Version, string By, DateTimeOffset At, string Reason) : DeploymentCommand(Stage, By, At);

/// <summary>Another person confirms it; the activation begins. A damaged version stays refused.</summary>
public sealed record ConfirmOverride(Stage Stage, string Id, string By, DateTimeOffset At) : DeploymentCommand(Stage, By, At);
