using System.Globalization;
using System.Text;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Canonical;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Core.Versions.Signing;

namespace Supertrack.Stores.Versions.Git;

/// <summary>A version out of a repository, verified.</summary>
internal sealed record RestoredVersion(long Sequence, SignedVersion Signed, ArtifactContent Content, IReadOnlyList<(string Hash, byte[] Bytes)> Cases);

/// <summary>A decision out of a repository, verified.</summary>
internal sealed record RestoredDecision(long Sequence, ArtifactId Artifact, string Body, DecidedEntry Decided);

/// <summary>Reads and verifies what a repository holds of one tenant.</summary>
internal sealed class RepositoryReader(GitRepository repository, string tenant, IVersionSigner signer)
{
    public const string Fetched = "refs/remotes/origin/";

    private readonly List<string> _refused = [];

    public IReadOnlyList<string> Refused => _refused;

    /// <summary>Where a branch can lie.</summary>
    public static IEnumerable<string> Places(string branch) => ["refs/heads/" + branch, Fetched + branch];

    public async Task<IReadOnlyList<(string Commit, string Message)>> CommitsAsync(string branch, CancellationToken cancellationToken)
    {
        var commits = new List<(string Commit, string Message)>();
        foreach (var place in Places(branch)) commits.AddRange(await repository.CommitsAsync(place, cancellationToken));
        return [.. commits.DistinctBy(one => one.Commit)];
    }

    public async Task<IReadOnlyList<RestoredVersion>> VersionsAsync(IReadOnlyList<(string Commit, string Message)> commits, CancellationToken cancellationToken)
    {
        var named = commits.Select(one => (one.Commit, one.Message, Artifact: Artifact(one.Message))).Where(one => one.Artifact is not null && CommitMessage.Value(one.Message, "Record") is not null).ToList();
        var files = await repository.ReadAllAsync(
            [.. named.SelectMany(one => new[] { $"{one.Commit}:{RepositoryLayout.Record(one.Artifact!)}", $"{one.Commit}:{RepositoryLayout.Content(one.Artifact!)}" })], cancellationToken);
        var restored = new List<RestoredVersion>();
        for (var i = 0; i < named.Count; i++)
        {
            if (Opened(named[i].Artifact!, files[2 * i], files[(2 * i) + 1], named[i].Commit) is not { } found) continue;
            var cases = await CasesAsync(named[i].Commit, found.Signed.Version, cancellationToken);
            restored.Add(new RestoredVersion(Sequence(named[i].Message), found.Signed, found.Content, cases));
        }
        return restored;
    }

    public IEnumerable<RestoredDecision> Decisions(Stage stage, IReadOnlyList<(string Commit, string Message)> commits)
    {
        foreach (var (commit, message) in commits)
        {
            if (Artifact(message) is not { } artifact || CommitMessage.Value(message, "Entry") is not { } body) continue;
            if (Decision(artifact, message, body, stage) is { } decided) yield return new RestoredDecision(Sequence(message), artifact, body, decided);
            else _refused.Add($"decision {commit[..12]} on {artifact}: its signature is wrong, or its key is not trusted");
        }
    }

    private DecidedEntry? Decision(ArtifactId artifact, string message, string body, Stage stage)
    {
        var signature = new byte[128];
        if (!Convert.TryFromBase64String(CommitMessage.Value(message, "Signature") ?? "", signature, out var length)) return null;
        if (!signer.Verify(CommitMessage.Value(message, "Key") ?? "", GitMirror.DecidedBytes(artifact, body), signature.AsSpan(0, length))) return null;
        var decided = RegistryText.Decided(body);
        return decided.Entry.Stage == stage ? decided : null;
    }

    private (SignedVersion Signed, ArtifactContent Content)? Opened(ArtifactId artifact, byte[]? record, byte[]? content, string commit)
    {
        try
        {
            if (record is null || content is null) throw new FormatException("its files are missing");
            var signed = SignedVersion.Open(record, signer);
            if (signed.Version.Artifact != artifact) throw new FormatException($"it is the record of {signed.Version.Artifact}");
            var parsed = ArtifactContent.Parse(artifact.Kind, Encoding.UTF8.GetString(content));
            return parsed.SourceHash == signed.Version.Source && parsed.Hash == signed.Version.Hash ? (signed, parsed) : throw new FormatException("its content is not the one that was signed");
        }
        catch (Exception error) when (error is FormatException or InvalidArtifactException)
        {
            _refused.Add($"version {commit[..12]} of {artifact}: {error.Message}");
            return null;
        }
    }

    private async Task<IReadOnlyList<(string, byte[])>> CasesAsync(string commit, FrozenVersion version, CancellationToken cancellationToken)
    {
        var files = await repository.ReadAllAsync([.. version.Cases.Select(hash => $"{commit}:{RepositoryLayout.Case(version.Artifact, hash)}")], cancellationToken);
        return [.. version.Cases.Zip(files).Where(one => one.Second is not null && ArtifactContent.HashOf(one.Second) == one.First).Select(one => (one.First, one.Second!))];
    }

    private ArtifactId? Artifact(string message)
    {
        try
        {
            return CommitMessage.Value(message, "Artifact") is { } text && ArtifactId.Parse(text) is var artifact && artifact.Tenant == tenant ? artifact : null;
        }
        catch (InvalidArtifactException)
        {
            // A commit of somebody else: it stands for nothing of ours.
            return null;
        }
    }

    private static long Sequence(string message) =>
        long.TryParse(CommitMessage.Value(message, RepositoryLayout.SequenceTrailer), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
}
