using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Stores.Tests.Versions;

/// <summary>The process is gone.</summary>
internal sealed class CrashException : Exception;

/// <summary>A store whose process dies around one of its calls: before it at an even number, after it at an odd one.</summary>
/// <param name="at">The number, two a call.</param>
internal sealed class CrashingStore(IVersionStore inner, int at) : IVersionStore
{
    private int _count;

    public Task<FrozenArtifact> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken) => GuardAsync(() => inner.FreezeAsync(request, cancellationToken));

    public Task<FrozenArtifact> LoadAsync(ArtifactId artifact, SemanticVersion? version, CancellationToken cancellationToken) => GuardAsync(() => inner.LoadAsync(artifact, version, cancellationToken));

    public Task<FrozenVersion> LoadRecordAsync(ArtifactId artifact, SemanticVersion version, CancellationToken cancellationToken) => GuardAsync(() => inner.LoadRecordAsync(artifact, version, cancellationToken));

    public Task<string> LoadCaseAsync(ArtifactId artifact, string hash, CancellationToken cancellationToken) => GuardAsync(() => inner.LoadCaseAsync(artifact, hash, cancellationToken));

    public Task<IReadOnlyList<VersionSummary>> ListAsync(ArtifactId artifact, CancellationToken cancellationToken) => GuardAsync(() => inner.ListAsync(artifact, cancellationToken));

    public Task<IReadOnlyList<VersionSummary>> ListLatestAsync(string tenant, ArtifactId? after, int limit, CancellationToken cancellationToken) => GuardAsync(() => inner.ListLatestAsync(tenant, after, limit, cancellationToken));

    public Task<DeploymentState> DeploymentAsync(ArtifactId artifact, CancellationToken cancellationToken) => GuardAsync(() => inner.DeploymentAsync(artifact, cancellationToken));

    public Task<bool> DecideAsync(ArtifactId artifact, Decision decision, CancellationToken cancellationToken) => GuardAsync(() => inner.DecideAsync(artifact, decision, cancellationToken));

    public Task<IReadOnlyList<RegistryEntry>> AuditAsync(ArtifactId artifact, int limit, CancellationToken cancellationToken) => GuardAsync(() => inner.AuditAsync(artifact, limit, cancellationToken));

    private async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        if (_count++ == at) throw new CrashException();
        var result = await call();
        if (_count++ == at) throw new CrashException();
        return result;
    }
}
