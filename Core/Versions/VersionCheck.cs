using Supertrack.Core.Versions.Canonical;

namespace Supertrack.Core.Versions;

/// <param name="Finding">What is wrong; null when the version is what was frozen.</param>
public sealed record CheckedVersion(ArtifactId Artifact, SemanticVersion Version, string Hash, string? Finding);

/// <summary>Looks at everything of frozen versions: record, signature, content, canonical form, cases, chain of parents.</summary>
public static class VersionCheck
{
    /// <param name="only">Null for all versions of the artifact.</param>
    public static async Task<IReadOnlyList<CheckedVersion>> RunAsync(IVersionStore store, ArtifactId artifact, SemanticVersion? only, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var all = await store.ListAsync(artifact, cancellationToken);
        if (all.Count == 0) throw new UnknownVersionException(artifact, null);
        if (only is { } wanted && all.All(one => one.Version != wanted)) throw new UnknownVersionException(artifact, wanted.ToString());
        var ids = all.Select(one => one.Id).ToHashSet();
        var results = new List<CheckedVersion>();
        foreach (var one in all.Where(one => only is null || one.Version == only))
            results.Add(new CheckedVersion(artifact, one.Version, one.Hash, await FindingAsync(store, one, ids, cancellationToken)));
        return results;
    }

    private static async Task<string?> FindingAsync(IVersionStore store, VersionSummary listed, HashSet<string> ids, CancellationToken cancellationToken)
    {
        try
        {
            var loaded = await store.LoadAsync(listed.Artifact, listed.Version, cancellationToken);
            if (ArtifactContent.Parse(listed.Artifact.Kind, loaded.Text).Hash != loaded.Version.Hash) return "its content has another canonical form than the record says";
            if (loaded.Version.Hash != listed.Hash) return "the index gives it another hash";
            foreach (var hash in loaded.Version.Cases) await store.LoadCaseAsync(listed.Artifact, hash, cancellationToken);
            return loaded.Version.Parents.FirstOrDefault(parent => !ids.Contains(parent)) is { } missing ? $"the record {missing} that it follows is not among the versions" : null;
        }
        catch (TamperedVersionException damage)
        {
            return damage.Finding;
        }
    }
}
