namespace Supertrack.Core.Versions.Deployments;

/// <summary>What was done to an environment of an artifact; written in one transaction with the state it led to.</summary>
/// <param name="Action">proposed, activating, activated, refused, deactivated, rolled_back, locked, unlocked, override_asked, override_confirmed or abandoned.</param>
/// <param name="Version">The version it is about; null for locks.</param>
/// <param name="By">Who.</param>
/// <param name="Detail">Reason or finding, one line; no secrets.</param>
/// <param name="Revision">The state's revision after it.</param>
public sealed record RegistryEntry(Stage Stage, string Action, SemanticVersion? Version, string By, DateTimeOffset At, string Detail, long Revision);

/// <summary>A decision: the next state and what is to be remembered of it.</summary>
public sealed record Decision(DeploymentState State, RegistryEntry Entry);
