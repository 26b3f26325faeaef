using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Stores.Versions.Git;

/// <summary>
/// Writes a tenant's log into its repository. The log is durable and a commit says which line it stands for, so a crash at any point neither
/// loses nor repeats a commit, and a repository that is gone is made anew.
/// </summary>
public sealed class GitMirror(VersionFolder store)
{
    internal const string Mirrored = "mirrored";

    private const int Batch = 500;
    private const int MostChangelog = 200_000;

    /// <summary>Writes everything that is new.</summary>
    /// <returns>How many commits were made.</returns>
    /// <exception cref="GitException">git is missing or failed; nothing is lost and the next call goes on.</exception>
    public async Task<int> WriteAsync(string tenant, CancellationToken cancellationToken)
    {
        var versions = store.Of(tenant);
        var repository = new GitRepository(versions.Repository);
        var isNew = !Directory.Exists(versions.Repository);
        await repository.EnsureAsync(cancellationToken);
        var after = isNew ? 0 : await versions.RunAsync(connection => VersionIndex.Mark(connection, Mirrored), writes: false, cancellationToken);
        var commits = 0;
        while (true)
        {
            var lines = await versions.RunAsync(connection => VersionIndex.Lines(connection, tenant, after, Batch), writes: false, cancellationToken);
            if (lines.Count == 0) return commits;
            commits += await WriteAsync(repository, lines, cancellationToken);
            after = lines[^1].Sequence;
            var done = after;
            await versions.RunAsync(connection => { VersionIndex.SetMark(connection, Mirrored, done); return true; }, writes: true, cancellationToken);
        }
    }

    private async Task<int> WriteAsync(GitRepository repository, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        var heads = await repository.HeadsAsync(cancellationToken);
        var batch = new MirrorBatch(repository, heads, await repository.TagsAsync(cancellationToken));
        await batch.AddKeyAsync(store.Signer.KeyId, store.Signer.PublicKey, lines[0].Sequence - 1, cancellationToken);
        foreach (var line in lines)
        {
            if (line.Type == VersionIndex.Frozen) await FrozenAsync(batch, line, cancellationToken);
            else await DecidedAsync(batch, line, cancellationToken);
        }
        if (batch.Commits == 0) return 0;
        await repository.Program.RequireAsync(["fast-import", "--quiet", "--done", "--date-format=raw"], cancellationToken, stream => batch.WriteAsync(stream, cancellationToken));
        return batch.Commits;
    }

    private async Task FrozenAsync(MirrorBatch batch, LogLine line, CancellationToken cancellationToken)
    {
        var number = SemanticVersion.Parse(line.Body);
        if (batch.HasTag(line.Artifact.Tag(number))) return;
        if (await FilesAsync(line.Artifact, number, withCases: true, cancellationToken) is not { } frozen) return;
        var (version, files) = (frozen.Artifact.Version, frozen.Files);
        files.Add((RepositoryLayout.Changelog(line.Artifact), Encoding.UTF8.GetBytes(await ChangelogAsync(batch, version, cancellationToken))));
        var message = CommitMessage.Frozen(version, frozen.Artifact.Id, JsonNode.Parse(frozen.Record.Span)!.AsObject(), line.Sequence);
        batch.Commit(RepositoryLayout.FrozenBranch, CommitMessage.Author(version.Provenance.Proposer.Name), version.FrozenAt, message, files, line.Artifact.Tag(version.Version));
    }

    private async Task DecidedAsync(MirrorBatch batch, LogLine line, CancellationToken cancellationToken)
    {
        var decided = RegistryText.Decided(line.Body);
        var branch = decided.Entry.Stage.Word();
        if (batch.Has(branch, line.Sequence)) return;
        var files = new List<(string, ReadOnlyMemory<byte>?)>();
        if (decided.Entry.Action is "activated" or "rolled_back" && decided.After.Live is { } live && await FilesAsync(line.Artifact, live, withCases: false, cancellationToken) is { } frozen) files = frozen.Files;
        if (decided.Entry.Action == "deactivated")
            files.AddRange([(RepositoryLayout.Content(line.Artifact), null), (RepositoryLayout.Record(line.Artifact), null)]);
        files.Add((RepositoryLayout.Deployment(line.Artifact), Encoding.UTF8.GetBytes(line.Body)));
        var signature = Convert.ToBase64String(store.Signer.Sign(DecidedBytes(line.Artifact, line.Body)));
        var message = CommitMessage.Decided(line.Artifact, decided.Entry, line.Body, store.Signer.KeyId, signature, line.Sequence);
        batch.Commit(branch, CommitMessage.Author(decided.Entry.By), decided.Entry.At, message, files, null);
    }

    internal static byte[] DecidedBytes(ArtifactId artifact, string decided) => Encoding.UTF8.GetBytes($"decided\n{artifact}\n{decided}");

    /// <summary>Record and content of a version; null where it is damaged, which the store has told of.</summary>
    private async Task<(FrozenArtifact Artifact, ReadOnlyMemory<byte> Record, List<(string, ReadOnlyMemory<byte>?)> Files)?> FilesAsync(ArtifactId artifact, SemanticVersion version, bool withCases, CancellationToken cancellationToken)
    {
        try
        {
            var loaded = await store.LoadAsync(artifact, version, cancellationToken);
            var record = store.Of(artifact).Records.Read(loaded.Id)!;
            List<(string, ReadOnlyMemory<byte>?)> files = [(RepositoryLayout.Content(artifact), Encoding.UTF8.GetBytes(loaded.Text)), (RepositoryLayout.Record(artifact), record)];
            foreach (var hash in withCases ? loaded.Version.Cases : [])
                files.Add((RepositoryLayout.Case(artifact, hash), Encoding.UTF8.GetBytes(await store.LoadCaseAsync(artifact, hash, cancellationToken))));
            return (loaded, record, files);
        }
        catch (TamperedVersionException)
        {
            // One damaged version must not keep the others out of git.
            return null;
        }
    }

    private static async Task<string> ChangelogAsync(MirrorBatch batch, FrozenVersion version, CancellationToken cancellationToken)
    {
        var path = RepositoryLayout.Changelog(version.Artifact);
        var heading = Changelog.Heading(version.Artifact);
        var before = await batch.TextAsync(RepositoryLayout.FrozenBranch, path, cancellationToken) is { } text && text.StartsWith(heading, StringComparison.Ordinal) ? text[heading.Length..] : "";
        var after = heading + Changelog.Entry(version) + before;
        // The tags keep what is cut off here.
        if (after.Length > MostChangelog && after.LastIndexOf("\n## ", MostChangelog, StringComparison.Ordinal) is > 0 and var end) after = after[..end] + "\n";
        batch.Remember(path, after);
        return after;
    }
}
