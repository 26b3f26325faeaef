namespace Supertrack.Core.Versions;

/// <summary>What lies on disk is not what was frozen.</summary>
/// <param name="What">What is damaged: content, record, case, index or registry.</param>
/// <param name="Where">The file.</param>
/// <param name="Repaired">It was replaced by the verified copy of the tenant's repository.</param>
public sealed record VersionDamage(ArtifactId Artifact, string Version, string What, string Where, string Finding, bool Repaired);

/// <summary>Is told at once; must not throw.</summary>
public interface IVersionAlarm
{
    void Raise(VersionDamage damage);
}

/// <summary>A copy of what was frozen, elsewhere. What it gives is verified by whoever asks.</summary>
public interface IVersionBackup
{
    /// <summary>The signed record of a version; null when there is no copy.</summary>
    Task<byte[]?> RecordAsync(ArtifactId artifact, SemanticVersion version, CancellationToken cancellationToken);

    /// <summary>The content as written.</summary>
    Task<byte[]?> ContentAsync(ArtifactId artifact, SemanticVersion version, CancellationToken cancellationToken);

    Task<byte[]?> CaseAsync(ArtifactId artifact, string hash, CancellationToken cancellationToken);
}
