using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Core.Versions;

/// <summary>
/// Frozen versions and the registry of what is live. Nothing here alters or removes a version: there is no such call. Everything that is
/// loaded is verified first. Failures of the system underneath come as <see cref="Storage.StorageException"/>.
/// </summary>
public interface IVersionStore
{
    /// <summary>Freezes a content as the next version; the latest version when it already is this content. Durable when it returns.</summary>
    /// <exception cref="InvalidArtifactException">The content, a case or the name cannot be accepted.</exception>
    Task<FrozenArtifact> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken);

    /// <summary>A version with its content, verified: record, signature, content, belonging.</summary>
    /// <param name="version">Null for the latest.</param>
    /// <exception cref="UnknownVersionException">There is none.</exception>
    /// <exception cref="TamperedVersionException">What is stored is not what was frozen, and could not be repaired.</exception>
    Task<FrozenArtifact> LoadAsync(ArtifactId artifact, SemanticVersion? version, CancellationToken cancellationToken);

    /// <summary>What is known of a version, verified, without its content.</summary>
    /// <exception cref="UnknownVersionException">There is none.</exception>
    /// <exception cref="TamperedVersionException">What is stored is not what was frozen, and could not be repaired.</exception>
    Task<FrozenVersion> LoadRecordAsync(ArtifactId artifact, SemanticVersion version, CancellationToken cancellationToken);

    /// <summary>A case by its hash, verified.</summary>
    /// <exception cref="TamperedVersionException">It is gone or altered, and could not be repaired.</exception>
    Task<string> LoadCaseAsync(ArtifactId artifact, string hash, CancellationToken cancellationToken);

    /// <summary>The versions of one artifact, newest first.</summary>
    Task<IReadOnlyList<VersionSummary>> ListAsync(ArtifactId artifact, CancellationToken cancellationToken);

    /// <summary>The latest version of each artifact of a tenant, by kind and name.</summary>
    /// <param name="after">The last artifact of the page before; null from the start.</param>
    Task<IReadOnlyList<VersionSummary>> ListLatestAsync(string tenant, ArtifactId? after, int limit, CancellationToken cancellationToken);

    Task<DeploymentState> DeploymentAsync(ArtifactId artifact, CancellationToken cancellationToken);

    /// <summary>Stores a decision, state and audit entry in one; false when another decision came first.</summary>
    Task<bool> DecideAsync(ArtifactId artifact, Decision decision, CancellationToken cancellationToken);

    /// <summary>What was done, newest first.</summary>
    Task<IReadOnlyList<RegistryEntry>> AuditAsync(ArtifactId artifact, int limit, CancellationToken cancellationToken);
}
