using Supertrack.Core.Versions;

namespace Supertrack.Stores.Versions.Git;

/// <summary>Copies of what was frozen, out of a tenant's repository. Without a repository there are none.</summary>
internal sealed class GitBackup(string repository) : IVersionBackup
{
    public Task<byte[]?> RecordAsync(ArtifactId artifact, SemanticVersion version, CancellationToken cancellationToken) =>
        ReadAsync($"refs/tags/{artifact.Tag(version)}", RepositoryLayout.Record(artifact), cancellationToken);

    public Task<byte[]?> ContentAsync(ArtifactId artifact, SemanticVersion version, CancellationToken cancellationToken) =>
        ReadAsync($"refs/tags/{artifact.Tag(version)}", RepositoryLayout.Content(artifact), cancellationToken);

    public Task<byte[]?> CaseAsync(ArtifactId artifact, string hash, CancellationToken cancellationToken) =>
        ReadAsync($"refs/heads/{RepositoryLayout.FrozenBranch}", RepositoryLayout.Case(artifact, hash), cancellationToken);

    private async Task<byte[]?> ReadAsync(string reference, string path, CancellationToken cancellationToken) =>
        Directory.Exists(repository) ? await new GitRepository(repository).ReadAsync(reference, path, cancellationToken) : null;
}
