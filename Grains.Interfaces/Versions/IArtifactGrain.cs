using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Interfaces.Versions;

/// <summary>One artifact of one tenant: what changes its versions and environments; the key is <c>tenant/kind/name</c>.</summary>
[Alias("supertrack.artifact-grain")]
public interface IArtifactGrain : IGrainWithStringKey
{
    /// <summary>Freezes a content as the next version; answers with the latest where it already is this content.</summary>
    /// <exception cref="Errors.InvalidRequestException">The content, a case or the name cannot be accepted.</exception>
    [Alias("freeze"), RequiresRole(Role.Editor), ResponseTimeout("00:01:00")]
    Task<VersionDocument> FreezeAsync(VersionProposal proposal);

    /// <summary>The same for the platform's own parts, as a step of what they were called for.</summary>
    [Alias("freeze-step"), ResponseTimeout("00:01:00")]
    Task<VersionDocument> FreezeStepAsync(VersionProposal proposal);

    /// <summary>Changes what is live: activate, promote, deactivate, lock, unlock, override, confirm, propose, abandon.</summary>
    /// <exception cref="Errors.ConflictException">The registry's state does not allow it.</exception>
    [Alias("decide"), RequiresRole(Role.Editor), ResponseTimeout("00:05:00")]
    Task<VersionDocument> DecideAsync(StageRequest request);

    /// <summary>Goes back to the version that was live before.</summary>
    /// <exception cref="Errors.ConflictException">There is none, or the environment is locked.</exception>
    [Alias("rollback"), RequiresRole(Role.Operator)]
    Task<VersionDocument> RollbackAsync(StageRequest request);

    /// <summary>Loads a version, verified, and compares its content's hash.</summary>
    /// <exception cref="Errors.ConflictException">What is stored is not what was frozen, or another content.</exception>
    [Alias("require")]
    Task RequireAsync(string version, string hash);

    /// <summary>What is live in the environment that this installation is.</summary>
    [Alias("live")]
    Task<LiveVersion> LiveAsync();

    /// <summary>The content of a version as it was written, verified.</summary>
    /// <exception cref="Errors.ConflictException">What is stored is not what was frozen.</exception>
    [Alias("content")]
    Task<string> ContentAsync(string version);

    /// <summary>Makes a version live that was made and tried in this installation's environment.</summary>
    /// <param name="by">Who decided so.</param>
    /// <exception cref="Errors.ConflictException">The environment is locked, or a case of the live version fails.</exception>
    [Alias("deploy"), ResponseTimeout("00:05:00")]
    Task<LiveVersion> DeployAsync(string version, string by, string reason);

    /// <summary>Finishes activations that were begun before a restart; harmless at any time.</summary>
    [Alias("resume"), ResponseTimeout("00:05:00")]
    Task ResumeAsync();
}
